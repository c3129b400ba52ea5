//! Keeps the order of the house: each test reads the tree once and names every place that breaks a rule.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod translations;
#[cfg(test)]
mod tree;
