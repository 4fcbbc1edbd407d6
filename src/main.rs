//! The `hecha` command: parse the arguments, call a face, turn the result into an exit code.

fn main() -> std::process::ExitCode {
    hecha::faces::cli::main()
}
