"""Every further language built by a process of its own, while the first is being built."""

import contextlib
import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs.exceptions import Abort


def end_with(parent: int) -> None:
    """Have the system end this process, and what it becomes, when its parent has ended.

    Linux tells. Elsewhere a process that is left alone goes on to its end, in a folder that the
    next build clears away.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:  # it had ended before that was said
        os._exit(1)


_PARENT_DEATH = 1  # PR_SET_PDEATHSIG of Linux


@dataclass
class Processes:
    """Processes that were split off and have not been waited for."""

    _running: dict[str, int] = field(default_factory=dict)

    def split(self, name: str, work: Callable[[], None]) -> None:
        """Do something in a process of its own."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            self._running[name] = pid
            return
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends what it has begun, too
        code = 1
        try:
            end_with(parent)
            work()
            code = 0
        except Abort as error:
            print(error, file=sys.stderr)
        except SystemExit:  # it was told to end
            pass
        except OSError as error:  # a full disk, which is no fault of the program
            print(f"{name}: {error}", file=sys.stderr)
        except BaseException:
            traceback.print_exc()
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)  # nothing of what the first process began is ended twice

    @property
    def running(self) -> bool:
        """Whether there are any."""
        return bool(self._running)

    def end(self) -> None:
        """End all before they are done."""
        for pid in self._running.values():
            os.kill(pid, signal.SIGTERM)
        self.wait()

    def wait(self) -> list[str]:
        """Wait for all; the names of those that failed."""
        failed = [name for name, pid in self._running.items() if os.waitpid(pid, 0)[1]]
        self._running.clear()
        return failed
