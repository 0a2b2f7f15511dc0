"""Settings of the whole test run: how many examples Hypothesis tries, no telemetry; and the index of the samples."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# No deadlines anywhere: a slow machine must not fail a test
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", deadline=None, max_examples=3000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plans, indexed once with the real encoder, by whichever process of the run needs them first.

    Not to be changed: what changes it works on a copy.
    """
    import index

    own = tmp_path_factory.getbasetemp()
    home = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    with (home / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "samples").exists():
            assert not index.add(home / "samples", [Path(__file__).parents[1] / "corpus" / "samples"]).failed
    return home / "samples"
