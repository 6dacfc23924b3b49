"""What a script sees in a page of the book opened in the system's Firefox, without a driver.

The page is served with the script added to it, as a file of the site, so that it is held to the
page's own policy; the script hands over what it has found with ``report(value)``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_PROGRAMS = ("firefox-esr", "firefox")
INSTALL = "apt-get install firefox-esr"
_REPORT = """\
const report = (value) => fetch("/said", { method: "POST", body: JSON.stringify(value) });
addEventListener("error", (event) => report({ error: event.message }));
addEventListener("unhandledrejection", (event) => report({ error: String(event.reason) }));
"""


def firefox() -> str | None:
    """The path of a program, or nothing if there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, page: str, script: str, said: list, told, **options) -> None:
        self._page, self._script, self._said, self._told = page, script, said, told
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.path == "/script.js":
            self._send(f"{{ {_REPORT} {self._script} }}", "text/javascript")
        elif self.path == self._page:
            text = Path(self.translate_path(self.path)).read_text("utf-8")
            added = text.replace("</body>", '<script src="/script.js" defer></script></body>')
            self._send(added, "text/html")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self._said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._send("", "text/plain")
        self._told.set()

    def _send(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        pass


def reported(
    program: str, folder: Path, document: str, script: str, patience: float = 300
) -> object:
    """What the script reports first, in a page of the folder.

    Args:
        program: Firefox.
        folder: of the built book; nothing is written there.
        document: such as ``book/rede-por-dentro``.
        script: what is run once the page is there.
        patience: seconds until it is given up.

    Raises:
        TimeoutError: nothing was reported.
    """
    said: list[object] = []
    told = threading.Event()
    page = f"/{document}.html"
    handler = partial(
        _Handler, directory=str(folder), page=page, script=script, said=said, told=told
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}{page}"
    with tempfile.TemporaryDirectory() as profile:
        browser = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", profile, address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            if not told.wait(patience):
                raise TimeoutError(f"Firefox said nothing of {document} in {patience:.0f} s")
        finally:
            browser.terminate()
            browser.wait()
            server.shutdown()
            server.server_close()
            thread.join()
    return said[0]
