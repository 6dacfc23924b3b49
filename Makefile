# Comandos do livro. `make` sem nada mostra esta lista.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
HTML := _build/html/index.html

.DEFAULT_GOAL := help
.PHONY: help setup exercicio book pdf epub moodle qti anki gift prova formats sem-respostas links test test-fast report data train study bench serve clean fsrs lock

help: ## mostra esta lista
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: .venv/installed ## cria o ambiente em .venv e instala o que está em requirements.txt

# The stamp is written last, so an installation cut short is done again.
.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "É preciso o Python 3.11, 3.12 ou 3.13. Indique um assim: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Falta o módulo venv do Python. No Debian ou no Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

book: setup ## constrói o livro em HTML; um aviso é um erro
	@$(BIN)/jupyter-book build . -W --keep-going
	@echo "O livro está em $(HTML). Para vê-lo no navegador: make serve"

exercicio: setup ## cria os arquivos de um exercício novo: make exercicio NOME=campo-receptivo
	@$(BIN)/python tools/new_exercise $(NOME)

# Then the book again, quick since nothing changed: its preface links to the formats that are there.
pdf epub: setup
	@$(BIN)/python -m cnnbook_sphinx.editions $@
	@$(MAKE) --no-print-directory book

pdf: ## faz o livro em PDF, ao lado das páginas
epub: ## faz o livro em EPUB, ao lado das páginas

# For other programs and for paper. A class's own questions, TURMA=…, stay outside the published folder.
moodle qti anki gift prova: setup
	@$(BIN)/python -m cnnbook_sphinx.exports $@ $(WISH)
	$(if $(TURMA),,$(if $(filter prova,$@),,@$(MAKE) --no-print-directory book))

WISH = $(foreach wish,TURMA VARIANTES QUESTOES VERSOES SEMENTE,$(if $($(wish)),--$(shell echo $(wish) | tr A-Z a-z) "$($(wish))"))

moodle: ## leva as perguntas ao Moodle; com TURMA=2026-1, perguntas que só essa turma tem
qti: ## leva as perguntas ao Canvas, em pacotes QTI; com TURMA=2026-1, as de uma turma
anki: ## faz um baralho do Anki, para revisar
gift: ## leva as perguntas ao formato GIFT, que muitas plataformas leem
prova: ## imprime uma prova em quatro versões, e o gabarito: make prova TURMA=2026-1 QUESTOES=10 SEMENTE=1

formats: setup ## constrói o livro em todos os formatos, com o que vai para outros programas
	@$(BIN)/python -m cnnbook_sphinx.editions epub pdf
	@$(BIN)/python -m cnnbook_sphinx.exports moodle qti anki gift
	@$(MAKE) --no-print-directory book

sem-respostas: setup ## constrói a edição para a turma, sem respostas, e o gabarito
	@$(BIN)/python -m cnnbook_sphinx.editions sem-respostas
	@echo "O gabarito, fora da pasta da turma: _build/gabarito.html"

links: setup ## confere os links externos (precisa de rede)
	@$(BIN)/python -m cnnbook_sphinx.editions links

test: setup ## roda todos os testes, três processos para cada dois núcleos
	$(BIN)/python -m pytest -n auto

test-fast: setup ## roda só os testes que não usam o TensorFlow
	$(BIN)/python -m pytest tests/fast

report: book ## mede cada página: bytes, pedidos, axe e Lighthouse (que precisa de Node.js e de npm ci --prefix tools)
	@$(BIN)/python tools/report.py _build/html

data: setup ## baixa o CIFAR-100 (170 MB)
	$(BIN)/python -m cnnbook.cifar100

# An interrupted training goes on where it stopped; a network that is recorded there is not trained again.
train: setup ## treina de novo as redes dos exercícios de treinamento, em _build/runs
	$(BIN)/python -m cnnbook --into _build/runs

# What is in the results file is not trained again. More: make study STUDY="--scheduler tcp://...".
study: .venv/study ## treina, em muitas sementes, o que ainda falta no estudo dos exercícios de treinamento
	$(BIN)/python -m cnnbook.study $(STUDY)

.venv/study: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[study]'
	@touch $@

bench: .venv/independent ## mede o treinamento e a construção do livro, em uma máquina sem mais nada
	$(BIN)/python benchmarks $(BENCH)

.venv/independent: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[independent]'
	@touch $@

serve: ## serve o livro construído em http://localhost:8000 (ou PORT=...)
	@test -f $(HTML) || { echo "O livro ainda não foi construído: rode make book"; exit 1; }
	@echo "Abra http://localhost:$(PORT). Para parar: Ctrl+C"
	@$(PYTHON) -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

clean: ## apaga o livro construído e o ambiente
	rm -rf _build .venv

fsrs: ## traz para o pacote a ts-fsrs, de que vem a agenda da revisão: make fsrs VERSAO=5.4.2
	@test -n "$(VERSAO)" || { echo "Diga a versão: make fsrs VERSAO=5.4.2"; exit 1; }
	npm install --prefix tools --save-exact ts-fsrs@$(VERSAO)
	cd tools/node_modules/ts-fsrs && cp LICENSE package.json dist/index.umd.js $(CURDIR)/src/cnnbook_sphinx/exercises/vendor/ts-fsrs/

lock: setup ## atualiza as versões fixadas em requirements.txt
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --upgrade --python-version 3.11 --extra book --extra test \
	  --no-annotate --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o .venv/pins
	@{ sed '/^[^#]/,$$d' requirements.txt; cat .venv/pins; echo '-e .'; } > .venv/lock
	@mv .venv/lock requirements.txt
