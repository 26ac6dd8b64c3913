package api

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// portfolioParameters are the query parameters of portfolios, whatever their form.
var portfolioParameters = []string{"as_of", "known_at", "audience", "body", "status", "bom", "strict"}

// getPortfolio answers the plans of all bodies side by side.
//
//	@ID				getPortfolio
//	@Summary		Pull the portfolio
//	@Description	The plans of the bodies that you may see, or of those that body names, one line a plan, as they stood on as_of from what was recorded by known_at; then the numbers across
//	@Description	plans, by body and by lead, and the items carried on most often. Across plans a piece of work that went on from one plan into the next counts once, where it stands latest.
//	@Description	Drafts are listed for those who may see them and count in no total. A reading of the past of more than 20,000 items is refused; take it body by body.
//	@Description	The same portfolio comes as a page, a Word file, PDF, a workbook (XLSX), Markdown or a table of plans (CSV): name the form in Accept, in format, or as the extension of the address.
//	@Tags			reports
//	@Produce		json,html,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/markdown,text/csv
//	@Param			format							query		string			false	"The form, whatever Accept says"	Enums(json, html, docx, pdf, xlsx, md, csv)
//	@Param			portfolio						query		portfolioQuery	false	"Narrowing and form"
//	@Param			when							query		whenQuery		false	"Point in time"
//	@Success		200								{object}	Portfolio
//	@Success		304								"Not modified"
//	@Failure		400,401,403,406,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/portfolio [get]
func (a *API) getPortfolio(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, append([]string{"format"}, portfolioParameters...)...)
	form, err := acceptedForm(c, enum(q, "format", formNames()), formNames())
	if err != nil {
		return err
	}
	return a.answerPortfolioAs(c, actor, q, form)
}

// downloadPortfolio answers the portfolio in the form that the extension names.
//
//	@ID				downloadPortfolio
//	@Summary		Download the portfolio as a file
//	@Description	The portfolio in the form that the extension of the address names, whatever Accept says, under a good file name.
//	@Tags			reports
//	@Produce		json,html,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/markdown,text/csv
//	@Param			format							path		string			true	"The form"	Enums(json, html, docx, pdf, xlsx, md, csv)
//	@Param			portfolio						query		portfolioQuery	false	"Narrowing and form"
//	@Param			when							query		whenQuery		false	"Point in time"
//	@Success		200								{object}	Portfolio
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/portfolio.{format} [get]
func (a *API) downloadPortfolio(c echo.Context, actor workplan.Actor) error {
	name := c.Param("format")
	if !slices.Contains(formNames(), name) {
		return edge("not-found", "There is no portfolio of this form. The forms are "+joined(formNames())+".")
	}
	return a.answerPortfolioAs(c, actor, parseQuery(c, portfolioParameters...), name)
}

// portfolioQuery documents what narrows and shapes a portfolio; it is read by answerPortfolioAs.
//
//lint:ignore U1000 the annotations name it
type portfolioQuery struct {
	Body     []string `form:"body" collectionFormat:"csv"`                                 // Only the plans of any of these bodies
	Status   []string `form:"status" collectionFormat:"csv" enums:"draft,endorsed,closed"` // Only plans that are any of these; the ways of the work lead through the others all the same
	Audience string   `form:"audience" enums:"public,members,chairs"`                      // Only what this audience may see; never wider than what you may see, body by body
	BOM      bool     `form:"bom"`                                                         // CSV only: begin with a byte order mark, by which some spreadsheets recognise UTF-8
	Strict   bool     `form:"strict"`                                                      // PDF only: refuse rather than name in brackets what its fonts lack
}

// answerPortfolioAs answers the portfolio that the query asks for in a form.
func (a *API) answerPortfolioAs(c echo.Context, actor workplan.Actor, q *query, form string) error {
	options := q.options(form)
	ask := tracker.PortfolioRequest{When: q.when(), Scope: workplan.PortfolioScope{
		Audience: enum(q, "audience", workplan.Audiences), Bodies: q.words("body"), Statuses: enums(q, "status", workplan.PlanStatuses)}}
	return answerDrawn(a, c, actor, q, drawing[workplan.Portfolio]{
		name:  "portfolio." + form,
		stamp: func(ctx context.Context) (string, error) { return a.Tracker.PortfolioStamp(ctx, actor) },
		draw:  func(ctx context.Context) (workplan.Portfolio, error) { return a.Tracker.Portfolio(ctx, actor, ask) },
		undated: func(p workplan.Portfolio) workplan.Portfolio {
			p.KnownAt, p.GeneratedAt = time.Time{}, time.Time{}
			return p
		},
		file: func(p workplan.Portfolio) (reportFile, error) { return makePortfolio(p, form, options) },
	})
}

// makePortfolio renders a portfolio in a form.
func makePortfolio(p workplan.Portfolio, form string, o report.Options) (reportFile, error) {
	if form == "json" {
		return jsonFile(portfolioDTO(p))
	}
	return makeForm(form, func(f report.Format) string { return f.PortfolioFileName(p) },
		func(f report.Format, w io.Writer) error { return f.RenderPortfolio(w, p, o) })
}
