"""What twenty uploads of 12 megapixels at once cost: ``python bench/uploads.py [--at-once 1]``.

A server of its own (the data of ``memory.py``, a free port) gets the pictures from twenty connections at once, signed
in at the desk, while one reader asks for a page again and again. Each upload is sent again when it is told to come
later, as the desk's script does. Prints the highest PSS of all workers together and of the processes that unpack, in
MB, the reader's median and slowest answer in seconds, and how the uploads were answered. The pictures are noise, each
another one; they stay in the bench's library until ``memory.py --fresh``. ``--same`` sends one picture twenty times.
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
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import memory
from PIL import Image

UPLOADS = 20
SIZE = (4000, 3000)
PATIENCE = 300.0  # seconds, as the next two
REST = 15.0  # for the reader alone, to compare with
BROKEN_LINE = 5.0  # until the next try
BOUNDARY = "a-boundary-of-the-bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at-once", type=int, default=1, help="pictures that are unpacked at a time (1)")
    parser.add_argument("--same", action="store_true", help="one picture again and again")
    parser.add_argument("--uploads", type=int, default=UPLOADS, help=f"how many are sent ({UPLOADS})")
    options = parser.parse_args()
    memory.ENVIRONMENT["FILES_AT_ONCE"] = str(options.at_once)
    pictures = [picture()] * options.uploads if options.same else [picture() for _n in range(options.uploads)]
    with memory.served() as (port, parent):
        cookie = memory.sign_in(port)
        at_rest = workers_memory(parent)
        quiet = Watch(port, parent)
        time.sleep(REST)
        quiet.end()
        watch = Watch(port, parent)
        started = time.perf_counter()
        answers = send_all(port, cookie, pictures)
        seconds = time.perf_counter() - started
        watch.end()
    print(
        f"{len(pictures)} uploads of {SIZE[0] * SIZE[1] // 1_000_000} megapixels at once, {options.at_once} unpacked"
        f" at a time: {seconds:.0f} s, answers {dict(sorted(answers.items()))}"
    )
    print(f"PSS of all workers: {at_rest:.0f} MB at rest, {watch.highest:.0f} MB at the highest;"
          f" of what unpacks: {watch.highest_apart:.0f} MB at the highest")  # fmt: skip
    for name, times in (("before the uploads", quiet.times), ("meanwhile", watch.times)):
        print(
            f"reader {name}: {len(times)} answers, median {statistics.median(times):.3f} s, slowest {max(times):.3f} s"
        )


def picture() -> bytes:
    """A JPEG that nobody has uploaded before, with some detail."""
    small = Image.frombytes("RGB", (400, 300), random.randbytes(400 * 300 * 3))
    buffer = io.BytesIO()
    small.resize(SIZE).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def workers_memory(parent: int) -> float:
    return sum(pss for name, pss, _rss in memory.memory(parent).values() if name.startswith("worker"))


def apart_memory(parent: int) -> float:
    """Of the processes that unpack: children of the workers."""
    total = 0.0
    for worker in (pid for pid, found in memory.memory(parent).items() if found[0].startswith("worker")):
        for task in Path(f"/proc/{worker}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += memory.rollup(int(child))[0]
    return total


class Watch:
    """A reader who asks again and again, and somebody who reads the workers' memory."""

    def __init__(self, port: int, parent: int) -> None:
        self.times: list[float] = []
        self.highest = self.highest_apart = 0.0
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
            with suppress(OSError):  # one of them has just ended
                self.highest_apart = max(self.highest_apart, apart_memory(parent))
            time.sleep(0.2)


def send_all(port: int, cookie: str, pictures: list[bytes]) -> Counter[str]:
    """All at once; the answers by status, with the sentence where there is one."""
    answers: Counter[str] = Counter()
    lock = threading.Lock()
    token = next(
        part.partition("=")[2] for part in reversed(cookie.split("; ")) if part.startswith("csrftoken")
    )

    def work(content: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            answer, again = send(port, cookie, token, content)
            with lock:
                answers[answer] += 1
            if not again or time.monotonic() > end:
                return
            time.sleep(again * random.uniform(1, 1.5))

    threads = [threading.Thread(target=work, args=(content,)) for content in pictures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def send(port: int, cookie: str, token: str, content: bytes) -> tuple[str, float]:
    """The answer, and the seconds after which to try again; 0 where that is the last word."""
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
        return type(error).__name__, BROKEN_LINE
    finally:
        connection.close()
    again = float(response.headers.get("Retry-After", BROKEN_LINE)) if response.status == 503 else 0
    if response.headers.get_content_type() != "application/json":
        return f"{response.status} page", again
    told = json.loads(said)
    return (
        f"{response.status} {told.get('error') or ('stored' if told['is_new'] else 'there already')}",
        again,
    )


if __name__ == "__main__":
    main()
