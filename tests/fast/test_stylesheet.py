from cnnbook_sphinx.stylesheet import names_in_page, names_in_script, trimmed

PAGE = '<main class="a b" id="here"><p class="c">Nota</p></main>'


def test_keeps_exactly_what_may_match():
    css = """
    /* comment */ @charset "utf-8"; @import "x.css";
    .a{color:red} .a .z{color:red} .z,.b:hover{color:blue} p.c>span{color:red} #here{top:0}
    #there{top:0} p:not(.z){left:0} ::selection{color:red} article{top:0}
    @font-face{font-family:X} @media print{.z{top:0} .c{top:1px}} @media screen{.z{top:0}}
    """
    assert trimmed(css, names_in_page(PAGE)) == (
        ".a{color:red}.b:hover{color:blue}#here{top:0}p:not(.z){left:0}::selection{color:red}"
        "@media print{.c{top:1px}}"
    )


def test_classes_that_scripts_add_count():
    names = names_in_page(PAGE) | names_in_script("element.classList.add('z'); const x = `y`;")
    assert trimmed(".z{top:0}.y{top:0}.x{top:0}", names) == ".z{top:0}.y{top:0}"


def test_html_in_a_script_counts():
    names = names_in_script(r"""bank({"figure":"<svg class=\"z\"><path class=\"y x\"/></svg>"})""")
    assert trimmed(".z{top:0}path.y{top:0}.w{top:0}", names) == ".z{top:0}path.y{top:0}"


def test_variables_that_nothing_reads_go_and_others_stay():
    css = (
        ':root{--a:1px;--f:url("data:image/svg+xml;charset=utf-8,%3Csvg");--b:var(--a);--c:2px;'
        "--d:var(--e);--e:3px}.a{top:var(--b)}"
    )
    assert trimmed(css, {"a"}) == ":root{--a:1px;--b:var(--a);}.a{top:var(--b)}"


def test_pictures_in_the_style_sheet_are_whole():
    css = ".a{mask:url(\"data:image/svg+xml,%3Csvg d='M0;0'/%3E\") center;top:0}"
    assert trimmed(css, {"a"}) == css
