//! Random definitions and answers, and a slow, plain way of settling to compare with.
pub mod naive;
pub mod random;
