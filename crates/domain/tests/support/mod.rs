//! Random definitions and answers, and slow, plain ways of doing things to compare with.
pub mod cases;
pub mod naive;
pub mod random;
pub mod world;
