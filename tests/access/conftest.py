"""`--write-table` writes tests/access/table.txt anew: read its diff, it is the access review."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-table", action="store_true", help="write tests/access/table.txt as the product is now")
