"""What twenty uploads of 12 megapixels at once cost: ``python bench/uploads.py [--at-once 2]``.

A server of its own (the data of ``memory.py``, a free port) gets the pictures from twenty connections at once, signed
in at the desk, while one reader asks for a page again and again. Prints the highest PSS of all workers together in MB,
the reader's median and slowest answer in seconds, and how the uploads were answered. ``--at-once 64`` lets all be
decoded at the same time, as it was before there were places. The pictures are noise, each another one; they stay
in the bench's library until ``memory.py --fresh``.
"""

import argparse
import http.client
import io
import json
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import memory
from PIL import Image

UPLOADS = 20
SIZE = (4000, 3000)
PATIENCE = 300.0  # seconds
BOUNDARY = "a-boundary-of-the-bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at-once", type=int, default=2, help="pictures that are decoded at a time (2)")
    parser.add_argument("--uploads", type=int, default=UPLOADS, help=f"how many are sent ({UPLOADS})")
    options = parser.parse_args()
    # More than two: as it was before there were places, all threads take in bodies too.
    memory.ENVIRONMENT["FILES_AT_ONCE"] = str(options.at_once)
    if options.at_once > 2:
        memory.ENVIRONMENT["BODIES_AT_ONCE"] = "4"
    pictures = [picture() for _one in range(options.uploads)]
    with memory.served() as (port, parent):
        cookie = memory.sign_in(port)
        at_rest = workers_memory(parent)
        watch = Watch(port, parent)
        started = time.perf_counter()
        answers = send_all(port, cookie, pictures)
        seconds = time.perf_counter() - started
        watch.end()
    print(
        f"{len(pictures)} uploads of {SIZE[0] * SIZE[1] // 1_000_000} megapixels at once, {options.at_once} decoded"
        f" at a time: {seconds:.0f} s, answers {dict(sorted(answers.items()))}"
    )
    print(f"PSS of all workers: {at_rest:.0f} MB at rest, {watch.highest:.0f} MB at the highest")
    print(f"reader: median {statistics.median(watch.times):.3f} s, slowest {max(watch.times):.3f} s")


def picture() -> bytes:
    """A JPEG that nobody has uploaded before, with some detail."""
    small = Image.frombytes("RGB", (400, 300), random.randbytes(400 * 300 * 3))
    buffer = io.BytesIO()
    small.resize(SIZE).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def workers_memory(parent: int) -> float:
    return sum(pss for name, pss, _rss in memory.memory(parent).values() if name.startswith("worker"))


class Watch:
    """A reader who asks again and again, and somebody who reads the workers' memory."""

    def __init__(self, port: int, parent: int) -> None:
        self.times: list[float] = []
        self.highest = 0.0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(port,)),
            threading.Thread(target=self._measure, args=(parent,)),
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, port: int) -> None:
        while not self._over.is_set():
            started = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            memory.get(connection, "/articles/")
            connection.close()
            self.times.append(time.perf_counter() - started)
            time.sleep(0.1)

    def _measure(self, parent: int) -> None:
        while not self._over.is_set():
            self.highest = max(self.highest, workers_memory(parent))
            time.sleep(0.2)


def send_all(port: int, cookie: str, pictures: list[bytes]) -> Counter[str]:
    """All at once; the answers by status, with the sentence where there is one."""
    answers: Counter[str] = Counter()
    lock = threading.Lock()
    token = next(
        part.partition("=")[2] for part in reversed(cookie.split("; ")) if part.startswith("csrftoken")
    )

    def work(content: bytes) -> None:
        answer = send(port, cookie, token, content)
        with lock:
            answers[answer] += 1

    threads = [threading.Thread(target=work, args=(content,)) for content in pictures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def send(port: int, cookie: str, token: str, content: bytes) -> str:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{os.urandom(4).hex()}.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookie, "X-CSRFToken": token,
        "Origin": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/admin/photos/photo/upload/", body, headers)
        response = connection.getresponse()
        said = response.read()
    except OSError as error:
        return type(error).__name__
    finally:
        connection.close()
    if response.headers.get_content_type() != "application/json":
        return f"{response.status} page"
    return f"{response.status} {json.loads(said).get('error', 'stored')}"


if __name__ == "__main__":
    main()
