//! Surveys, as those who ask and those who answer meet them; and those who would like to know more than they are told.

mod anonymity;
mod assess;
mod campaigns;
mod catalogue;
mod coding;
mod disclosure;
mod editor;
mod figures;
mod files;
mod implementation;
mod instrument;
mod library;
mod links;
mod results;
mod valley;
mod workbooks;
