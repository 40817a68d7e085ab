"""What every benchmark says of itself: the machine it ran on, and a file of results to keep.

Results lie in benchmarks/results/NAME.json: the machine, the day, the command, and one object a measurement.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


def machine() -> dict[str, object]:
    """Processor, cores, memory, load before the run, and the versions that matter."""
    info = Path("/proc/cpuinfo")
    models = [x for x in info.read_text().splitlines() if x.startswith("model name")] if info.exists() else []
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages / 2**30, 1),
        "load": round(os.getloadavg()[0], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "blas_threads": os.environ.get("OPENBLAS_NUM_THREADS", "not set"),
    }


def peak_mb() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def keep(name: str, measured: Sequence[dict[str, object]]) -> None:
    """Write the results to their file."""
    RESULTS.mkdir(exist_ok=True)
    told = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "command": " ".join(["python", *_relative()]), "machine": machine()}
    text = json.dumps(told | {"results": list(measured)}, ensure_ascii=False, indent=1)
    (RESULTS / f"{name}.json").write_text(text + "\n")


def _relative() -> list[str]:
    return [f"benchmarks/{Path(sys.argv[0]).name}", *sys.argv[1:]]
