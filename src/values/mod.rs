//! Floor 0. Printed values, one kind a file: parse, normalise, compare, print; tables as data beside them.
