// Package archtest holds the code to the layout that the README describes: which room may import which, how long files and functions may be,
// what every package says about itself, and what is written nowhere. It has tests only, and they read the sources without building them.
//
// Where a rule is broken for a reason, the place stands in a literal list beside the rule, with the reason. The lists can only shrink: a place
// that no longer breaks the rule must be taken out.
package archtest
