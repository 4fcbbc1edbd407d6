//! Floor 4. A process a file: the same binary reads one upload at a time under limits of time, memory and pages.
