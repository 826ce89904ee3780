//! The whole product: what no area can promise alone.

mod access;
mod addresses;
mod architecture;
mod backup;
mod canary;
mod command_line;
mod demo;
mod failure;
mod fingerprint;
mod forms;
mod fuzz;
mod indexed;
mod interference;
mod kill;
mod leaks;
mod migrations;
mod mixed;
mod monotone;
mod pages;
mod personal;
mod posted;
mod surveys;
mod swap;
mod wall;
mod words;
mod world;
