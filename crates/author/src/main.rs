//! `kakanai-author`: the tool of those who write the definitions.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line is where this program speaks"
)]

use std::process::ExitCode;

use kakanai_author::command::usage_of;
use kakanai_author::{Command, carry_out};

fn main() -> ExitCode {
    let words = std::env::args().skip(1).collect::<Vec<_>>();
    match Command::parse(&words) {
        Ok(command) => {
            let said = carry_out(&command);
            print!("{}", said.text);
            if said.good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(sentence) => {
            let command = words.first().map_or("", String::as_str);
            eprint!("{sentence}\n{}", usage_of(command));
            ExitCode::from(2)
        }
    }
}
