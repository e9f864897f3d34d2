"""The fingerprint of the rules: by it an amendment knows that a run needs no working out again."""

from __future__ import annotations

import os
import subprocess
import sys

from onroll.record.evaluate import rules

PRINTED = "from onroll.record.evaluate import rules; print(rules(), end='')"


def test_the_rules_have_one_fingerprint_in_every_process() -> None:
    """The web amends what a command ran: in another process, which lies elsewhere in memory."""
    found = {
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {rules()}
