//! Surveys, as those who ask and those who answer meet them; and those who would like to know more than they are told.

mod disclosure;
