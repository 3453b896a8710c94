"""`weltoffen`, with a workshop that runs: its state is the file that WELTOFFEN_DATA/state names.

`python -m tests.weltoffen.streaming serve …`
"""

import os
import sys
from pathlib import Path

from tests.sources import Noted

from weltoffen.cli import main
from weltoffen.live.slots import SOURCES

if __name__ == "__main__":
    SOURCES.fill(Noted(Path(os.environ["WELTOFFEN_DATA"], "state")))
    sys.exit(main())
