"""Every sentence that people read is there in German, and the compiled catalogues are the written ones."""

import pytest
from tools.catalogues import DOMAINS, Domain, faults_of


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_german_catalogue_is_complete(domain: Domain) -> None:
    assert faults_of(domain) == []
