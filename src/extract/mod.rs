//! Floor 2. Document to fields with evidence: label and value by place, tables, prose.
