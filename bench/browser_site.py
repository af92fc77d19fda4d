"""The small site that the bench of the browser opens: our network, bare sigma and cytoscape.js, on the same data."""

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from projects.maps.network import exploring
from projects.maps.network import picture as network
from projects.maps.shared.values import StakeholderMap

HEAD = """<!doctype html><html lang="fr" data-bs-theme="light"><head><meta charset="utf-8"><title>Banc</title>
<link rel="stylesheet" href="/static/css/fonts.css">
<link rel="stylesheet" href="/static/vendor/bootstrap/bootstrap.min.css">
<link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/territoire.css">
<link rel="stylesheet" href="/static/css/map.css"><link rel="stylesheet" href="/static/css/network.css">
<link rel="icon" href="data:,"></head><body>"""
#: The same window for all three, and a button that begins.
BARE = """<main class="container-xxl"><button data-start>Voir</button>
<div class="network-stage" id="stage"></div></main>
<script type="module">
const script = (src) => new Promise((done) => document.head.append(Object.assign(document.createElement("script"),
  {{ src, onload: done }})));
document.querySelector("[data-start]").addEventListener("click", async () => {{
  const [answer] = await Promise.all([fetch("/data/{count}").then((a) => a.json()), {scripts}]);
  const {{ nodes, ties }} = answer;
  const box = document.getElementById("stage");
  {draw}
  window.drawn = true;
}});
</script>"""
SIGMA = """
  const graph = new graphology.Graph({{ multi: true, type: "undirected" }});
  nodes.key.forEach((key, n) => graph.addNode(key, {{ x: nodes.x[n], y: -nodes.y[n], size: 4, color: "#346",
    label: nodes.name[n] }}));
  ties.source.forEach((source, n) => graph.addUndirectedEdgeWithKey(n, nodes.key[source], nodes.key[ties.target[n]],
    {{ size: 1, color: "#999" }}));
  const sigma = new Sigma(graph, box);
  const camera = sigma.getCamera();
  window.zoom = () => camera.setState({{ ratio: camera.getState().ratio / 1.5 }});
"""
CYTOSCAPE = """
  const elements = [
    ...nodes.key.map((id, n) => ({ data: { id, label: nodes.name[n] }, position: { x: nodes.x[n], y: nodes.y[n] } })),
    ...ties.source.map((source, n) => ({ data: { source: nodes.key[source], target: nodes.key[ties.target[n]] } })),
  ];
  const first = new Promise((done) => { window.firstRender = done; });
  const cy = cytoscape({ container: box, elements, layout: { name: "preset" }, minZoom: 1e-4,
    style: [{ selector: "node", style: { width: 8, height: 8, "background-color": "#346", label: "data(label)",
      "font-size": 10, "min-zoomed-font-size": 8 } },
      { selector: "edge", style: { width: 1, "line-color": "#999", "curve-style": "haystack" } }] });
  cy.one("render", window.firstRender);
  window.zoom = () => cy.zoom(cy.zoom() * 1.5);
  await first;
"""


def ours(the_map: StakeholderMap) -> str:
    """Return the page of our own network: its real component and scripts."""
    request = RequestFactory().get("/")
    drawn = the_map.most_involved(80)
    context = {
        "map": the_map,
        "drawn": drawn,
        "picture": network.draw(drawn),
        "compact": network.draw(drawn.most_involved(60), compact=True),
        **exploring.asked(request.GET, the_map),
        "at_once": False,
    }
    component = render_to_string("components/maps/network.html", context, request)
    zoom = '<button data-zoom-by="1">+</button>'
    body = f'<main class="container-xxl map-page" data-map>{zoom}{component}</main>'
    sprite = render_to_string("components/sprite.html")
    return f'{HEAD}{sprite}{body}<script type="module" src="/static/js/network.js"></script>'


def bare(count: int) -> str:
    """Return the page of sigma alone, as its own guide would have it."""
    scripts = (
        'script("/static/vendor/graphology/graphology.min.js"), script("/static/vendor/sigma/sigma.min.js")'
    )
    return HEAD + BARE.format(count=count, scripts=scripts, draw=SIGMA.replace("{{", "{").replace("}}", "}"))


def cytoscape(count: int) -> str:
    """Return the page of cytoscape.js, places given."""
    return HEAD + BARE.format(count=count, scripts='script("/cytoscape.js")', draw=CYTOSCAPE)


@contextmanager
def served(answers: dict[str, tuple[str, bytes]], files: dict[str, Path]) -> Iterator[str]:
    """Serve `answers` (type and body by path), `files` and the static files; give the address."""
    ready = {path: (kind, gzip.compress(body, 1)) for path, (kind, body) in answers.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            data = ready.get(f"{path}?format=json" if "format=json" in self.path else path)
            if data:
                self.give(*data, "gzip")
                return
            file = files.get(path) or Path(settings.BASE_DIR, path.lstrip("/"))
            allowed = path in files or (path.startswith("/static/") and ".." not in path)
            if not (allowed and file.is_file()):
                self.send_error(404)
                return
            self.give(mimetypes.guess_type(file.name)[0] or "text/plain", file.read_bytes())

        def give(self, kind: str, body: bytes, encoding: str = "") -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
