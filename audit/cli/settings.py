"""The settings of a run: the configuration file, and over it what the command line says."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.config import Config, load, with_options

OPTIONS = ("select", "ignore", "fail_on", "lang", "jobs", "suite", "waivers", "baseline", "engine", "today")


def settings(args: argparse.Namespace) -> Config:
    """Return the settings in force.

    Raises: ConfigError: a configuration file that cannot be read or understood.
    """
    config = load(file=Path(args.config) if args.config else None)
    given = {name: getattr(args, name, None) for name in OPTIONS}
    config = with_options(config, **{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})
    if hasattr(args, "waivers") and not config.waivers:
        from audit.gate.waivers import default_file

        config = with_options(config, waivers=str(default_file() or ""))
    return config
