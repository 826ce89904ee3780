//! Surveys, as those who ask and those who answer meet them; and those who would like to know more than they are told.

mod anonymity;
mod campaigns;
mod disclosure;
mod figures;
mod library;
mod results;
mod valley;
