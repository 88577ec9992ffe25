"""The program: its command line, begun and ended with as little ado as can be."""

import contextlib
import gc
import os
import sys
from typing import NoReturn

#: Less is let go of by what runs for seconds than is looked at whenever garbage is collected.
gc.disable()

from qiusuo.cli import FAILED, main  # noqa: E402 (a third of the collecting is while it is loaded)


def run() -> NoReturn:
    """Run a command, and end at once: to let go of an atlas piece by piece takes a while."""
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except OSError as error:  # nobody reads any more, or the disk is full
        code = code or FAILED
        with contextlib.suppress(OSError):
            print(f"qiusuo: {error}", file=sys.stderr, flush=True)
    os._exit(code)


if __name__ == "__main__":
    run()
