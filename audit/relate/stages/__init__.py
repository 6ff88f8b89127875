"""Stages of handling: their order, and the balance of what came in, was closed and is left."""

from __future__ import annotations

from audit.relate.stages.balances import balances
from audit.relate.stages.orders import orders

__all__ = ["balances", "orders"]
