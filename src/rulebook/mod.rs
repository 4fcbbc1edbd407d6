//! Floor 3. The announcement as data: rule packs in TOML, a ledger of its clauses.
