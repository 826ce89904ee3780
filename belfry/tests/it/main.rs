//! The whole product: what no area can promise alone.

mod access;
mod addresses;
mod architecture;
mod backup;
mod canary;
mod command_line;
mod demo;
mod failure;
mod forms;
mod fuzz;
mod interference;
mod kill;
mod migrations;
mod pages;
mod words;
mod world;
