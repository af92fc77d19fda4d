"""Measure the network in Chromium: `python -m bench.browser` (`make bench-browser`).

From the click to the first picture and to the first zoomed one, beside bare sigma and cytoscape.js with the same data
and places, in the same run and the same window, each in a browser context of its own, a while after the page is drawn.
A picture counts as drawn once its pixels can be read, so that the graphics card, or what plays it, has done its work.
cytoscape.js is fetched with npm into var/bench/, once, for this measure only.
"""

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIZES = (100, 1_000, 10_000, 50_000)
CYTOSCAPE = "3.34.4"
#: WebGL without a graphics card.
WEBGL = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
LONGEST = 80
NAMES = {"ours": "Territoire", "sigma": "sigma alone", "cytoscape": "cytoscape.js"}
CLICK = """async (button) => {
  const frame = () => new Promise(requestAnimationFrame);
  const settled = async () => {
    await frame(); await frame();
    for (const canvas of document.querySelectorAll("canvas")) {
      if (!canvas.width || canvas.clientWidth < 100) continue;
      const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
      if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      else canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
    }
  };
  await settled();
  await new Promise((done) => setTimeout(done, 1500));
  const drawn = () => window.drawn || performance.getEntriesByName("network:drawn").length;
  const start = performance.now();
  document.querySelector(button).click();
  while (!drawn()) await frame();
  await settled();
  const picture = performance.now();
  if (window.zoom) window.zoom(); else document.querySelector("[data-zoom-by]").click();
  await settled();
  return [picture - start, performance.now() - start];
}"""


@dataclass(frozen=True)
class Measure:
    """Milliseconds from the click to the first picture and to the first zoomed one; megabytes of memory of scripts."""

    picture: float
    zoomed: float
    memory: float


def main() -> None:
    """Print the tables: positions and payload, then the browser."""
    parser = argparse.ArgumentParser(prog="bench.browser", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of nodes")
    parser.add_argument("--runs", type=int, default=3, help="runs of each; one beyond 10,000 nodes")
    parser.add_argument("--without-cytoscape", action="store_true")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    print(f"Load of the machine when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    sizes = [int(size) for size in arguments.sizes.split(",")]
    answers = _made(sizes)
    tools = [tool for tool in NAMES if tool != "cytoscape" or not arguments.without_cytoscape]
    files = {} if arguments.without_cytoscape else {"/cytoscape.js": _cytoscape()}
    _in_the_browser(answers, files, sizes, tools, arguments.runs)
    print(f"\nLoad when it ended: {os.getloadavg()[0]:.1f}.")


def _made(sizes: list[int]) -> dict[str, tuple[str, bytes]]:
    """Make maps, their places, data and pages; print what those cost."""
    import orjson

    from actors.maps import large_layout
    from bench import browser_site
    from bench.made_map import made_map
    from projects.maps.network.payload import payload

    # The first call loads the library of graphs.
    large_layout.positions({"one", "other"}, [("one", "other")])
    answers: dict[str, tuple[str, bytes]] = {}
    print("| nodes | ties | positions s | to JSON ms | kB | kB compressed |\n|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        the_map = made_map(size)
        places, laid = _timed(lambda the_map=the_map: large_layout.positions(*the_map.backdrop))
        told, written = _timed(lambda the_map=the_map, places=places: orjson.dumps(payload(the_map, places)))
        answers[f"/data/{size}"] = answers[f"/ours/{size}?format=json"] = ("application/json", told)
        page = "text/html; charset=utf-8"
        answers[f"/ours/{size}"] = (page, browser_site.ours(the_map).encode())
        answers[f"/sigma/{size}"] = (page, browser_site.bare(size).encode())
        answers[f"/cytoscape/{size}"] = (page, browser_site.cytoscape(size).encode())
        small = len(gzip.compress(told, 1)) / 1000
        print(
            f"| {size:,} | {len(the_map.ties):,} | {laid:.2f} | {written * 1000:.0f} "
            f"| {len(told) / 1000:,.0f} | {small:,.0f} |",
            flush=True,
        )
    return answers


def _in_the_browser(answers, files: dict[str, Path], sizes: list[int], tools: list[str], runs: int) -> None:
    from playwright.sync_api import sync_playwright

    from bench import browser_site
    from tests.browser import chromium

    print(
        "\n| nodes | tool | first picture ms | beside sigma | zoomed ms | memory MB |\n|---:|---|---:|---:|---:|---:|"
    )
    with browser_site.served(answers, files) as address, sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*WEBGL, "--disable-background-networking"]
        )
        for size in sizes:
            found: dict[str, list[Measure | None]] = {tool: [] for tool in tools}
            # In turn, so that what else the machine does falls on all alike.
            for _run in range(runs if size <= 10_000 else 1):
                for tool in tools:
                    found[tool].append(_opened(launched, f"{address}/{tool}/{size}", tool))
            for tool in tools:
                print(_row(size, tool, found), flush=True)
        launched.close()


def _opened(browser, address: str, tool: str) -> Measure | None:
    """Open a page, click, measure; nothing when no picture came in time."""
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(LONGEST * 1000)
    try:
        page.goto(address)
        button = "[data-network-start]" if tool == "ours" else "[data-start]"
        page.wait_for_selector(button, state="visible")
        started = page.evaluate_handle(f"() => {{ window.measured = ({CLICK})({button!r}); }}")
        started.dispose()
        page.wait_for_function("window.measured?.then((all) => { window.result = all; }), window.result")
        picture, zoomed = page.evaluate("window.result")
        session = context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")
        return Measure(picture, zoomed, (heap["usedSize"] + heap.get("backingStorageSize", 0)) / 1e6)
    except Error as error:
        print(f"{tool}: {str(error).splitlines()[0]}", file=sys.stderr)
        return None
    finally:
        context.close()


def _row(size: int, tool: str, found: dict[str, list[Measure | None]]) -> str:
    def median(name: str, of: str) -> float | None:
        seen = [getattr(one, name) for one in found.get(of, ()) if one]
        return statistics.median(seen) if seen else None

    picture, bare = median("picture", tool), median("picture", "sigma")
    if picture is None:
        return f"| {size:,} | {NAMES[tool]} | none in {LONGEST} s | – | – | – |"
    beside = f"{picture / bare:.2f}" if bare else "–"
    zoomed, memory = median("zoomed", tool), median("memory", tool)
    return f"| {size:,} | {NAMES[tool]} | {picture:,.0f} | {beside} | {zoomed:,.0f} | {memory:.0f} |"


def _timed(job):
    """Return what `job` does, and the seconds of processor it took (what else the machine does hardly counts)."""
    start = time.process_time()
    return job(), time.process_time() - start


def _cytoscape() -> Path:
    """Return the file of cytoscape.js, fetched when it is not there yet."""
    import tarfile

    from django.conf import settings

    from territoire.management.commands.vendor import npm_pack, read_member

    kept = Path(settings.VAR_DIR, "bench", f"cytoscape-{CYTOSCAPE}.js")
    if kept.exists():
        return kept
    folder = tempfile.mkdtemp()
    try:
        with tarfile.open(npm_pack(f"cytoscape@{CYTOSCAPE}", folder)) as archive:
            content = read_member(archive, "dist/cytoscape.min.js")
    finally:
        shutil.rmtree(folder)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return kept


if __name__ == "__main__":
    main()
