"""Shows how far a run is: a bar on a terminal, a line for each scenario elsewhere."""

import sys
import time

_WIDTH = 28


class Progress:
    """Told what each piece of work was expected to take, it learns how fast this machine really is."""

    def __init__(self, expected_seconds: float) -> None:
        self._expected = max(expected_seconds, 1e-9)
        self._done = 0.0
        self._began = time.monotonic()
        self._bar = sys.stderr.isatty()

    def begin(self, what: str) -> None:
        if self._bar:
            self._draw(what)
        else:
            print(f"    {what}: {self._left()}", file=sys.stderr, flush=True)

    def advance(self, seconds: float, what: str) -> None:
        """A piece of work that was expected to take so long is done."""
        self._done += seconds
        if self._bar:
            self._draw(what)

    def end(self) -> None:
        if self._bar:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _draw(self, what: str) -> None:
        filled = min(round(_WIDTH * self._done / self._expected), _WIDTH)
        bar = "━" * filled + "\033[2m" + "─" * (_WIDTH - filled) + "\033[0m"
        print(f"\r\033[K    {bar}  {what}, {self._left()}", end="", file=sys.stderr, flush=True)

    def _left(self) -> str:
        # The first pieces say little of this machine; until some are done the expectation counts, too.
        elapsed = time.monotonic() - self._began
        trust = min(self._done / self._expected * 5, 1.0)
        pace = 1 - trust + trust * (elapsed / self._done if self._done else 1.0)
        seconds = max(self._expected - self._done, 0.0) * pace
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"
