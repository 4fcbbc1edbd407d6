//! Floor 3. One file a flag: doc, example, pure function, tests.
