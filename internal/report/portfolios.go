package report

import (
	"fmt"
	"io"
	"strings"

	"fwptracker/internal/workplan"
)

// portfolioForms write a portfolio in each of the [Formats], by name.
var portfolioForms = map[string]func(io.Writer, workplan.Portfolio, Options) error{
	"html": func(w io.Writer, p workplan.Portfolio, _ Options) error { return writeHTML(w, composePortfolio(p)) },
	"docx": func(w io.Writer, p workplan.Portfolio, _ Options) error { return writeDOCX(w, composePortfolio(p)) },
	"pdf":  func(w io.Writer, p workplan.Portfolio, o Options) error { return writePDF(w, composePortfolio(p), o) },
	"md":   func(w io.Writer, p workplan.Portfolio, _ Options) error { return composePortfolio(p).markdown(w) },
	"xlsx": portfolioXLSX,
	"csv":  portfolioCSV,
}

// RenderPortfolio writes the portfolio in the form. The same portfolio gives the same bytes.
func (f Format) RenderPortfolio(w io.Writer, p workplan.Portfolio, o Options) error {
	return portfolioForms[f.Name](w, p, o)
}

// bodiesNamed is how many bodies the name of a file names.
const bodiesNamed = 3

// PortfolioFileName is what a file of the portfolio is called: of which bodies, for whom, whether of a part only, and the day as of which it stands.
func (f Format) PortfolioFileName(p workplan.Portfolio) string {
	of := "all"
	switch n := len(p.Scope.Bodies); {
	case n > bodiesNamed:
		of = fmt.Sprintf("%d-bodies", n)
	case n > 0:
		of = strings.Join(p.Scope.Bodies, "-")
	}
	of += "-" + string(p.Audience)
	if len(p.Scope.Statuses) > 0 {
		of += "-part"
	}
	return fmt.Sprintf("portfolio-%s-%s.%s", of, p.AsOf, f.Name)
}

// portfolioCSV writes one line a plan.
func portfolioCSV(w io.Writer, p workplan.Portfolio, o Options) error {
	var names []string
	for _, c := range planColumns {
		names = append(names, c.name)
	}
	return writeCSV(w, o, names, planRows(p))
}
