"""Contracts: one YAML file says what a dataset must keep."""

from audit.dataset.contract.bind import bound
from audit.dataset.contract.load import contract_of, load_contract
from audit.dataset.contract.model import ColumnSpec, Contract

__all__ = ["ColumnSpec", "Contract", "bound", "contract_of", "load_contract"]
