"""Eight processes that write and are killed: `writers.py <url> <file of acknowledgements> <seconds>` prints how many were killed."""

import os
import random
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from shared import RULE  # noqa: E402

from workbook.content.canvas import ELEMENTS  # noqa: E402
from workbook.links import new_id  # noqa: E402
from workbook.store import Store, Unavailable  # noqa: E402


def write(store, told, rounds=sys.maxsize):
    """Rate again and again, and say so after each rating that was stored."""
    owner = store.owners.for_device(new_id())
    for _ in range(rounds):
        account = store.accounts.create(owner, new_id(), "Acme").id
        for number, element in enumerate(ELEMENTS):
            note = f"{account} {number}"
            try:
                store.accounts.rate(owner, account, f"{account} a", ("supplier", "", ""), element, "note", note, 0)
            except Unavailable:
                continue
            os.write(told, f"{element} {note}\n".encode())


def start(store, told):
    """A writer in a process of its own, with connections of its own."""
    child = os.fork()
    if not child:
        try:
            write(store, told)
        finally:
            os._exit(1)
    return child


def main(url, path, seconds):
    told, store = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), Store(url, RULE)
    write(store, told, 1)  # what is done the first time is done for all
    store.close()
    writers, killed, until = [start(store, told) for _ in range(8)], 0, time.monotonic() + seconds
    while time.monotonic() < until or killed < 12 or os.fstat(told).st_size < 20_000:
        time.sleep(random.uniform(0.15, 0.3))  # noqa: S311
        chosen = random.randrange(8)  # noqa: S311
        os.kill(writers[chosen], signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(writers[chosen], 0)[1])
        writers[chosen] = start(store, told)
    for writer in writers:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    sys.stdout.write(str(killed))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
