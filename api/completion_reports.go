package api

import (
	"context"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reportParameters are the query parameters of reports, whatever their form.
var reportParameters = []string{"as_of", "known_at", "since", "audience", "lead", "objective", "topic", "annex", "check", "language", "bom", "strict"}

// getCompletionReport answers the completion report of a plan.
//
//	@ID				getCompletionReport
//	@Summary		Pull the completion report
//	@Description	The plan as it stood on as_of from what was recorded by known_at, counted and listed as far as you may see it; since adds what changed.
//	@Description	Of a closed plan it is settled, as of the closing (without as_of) or later and without known_at: known_at and generated_at are the moment at which the closing was recorded, so that the
//	@Description	same reader gets the same bytes whatever is recorded later, in other plans, the register or at meetings. With a known_at it is reckoned from what was recorded by then, as any other.
//	@Description	The same report comes as a page, a Word file, PDF, a workbook (XLSX), Markdown or a table of items (CSV): name the form in Accept, in format, or as the extension of the address.
//	@Tags			reports
//	@Produce		json,html,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/markdown,text/csv
//	@Param			plan								path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			format								query		string		false	"The form, whatever Accept says"	Enums(json, html, docx, pdf, xlsx, md, csv)
//	@Param			report								query		reportQuery	false	"Narrowing, comparison and form"
//	@Param			when								query		whenQuery	false	"Point in time"
//	@Success		200									{object}	CompletionReport
//	@Success		304									"Not modified"
//	@Failure		400,401,403,404,406,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/report [get]
func (a *API) getCompletionReport(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, append([]string{"format"}, reportParameters...)...)
	form, err := acceptedForm(c, enum(q, "format", formNames()), formNames())
	if err != nil {
		return err
	}
	return a.answerReportAs(c, actor, q, form)
}

// downloadCompletionReport answers the completion report in the form that the extension names.
//
//	@ID				downloadCompletionReport
//	@Summary		Download the completion report as a file
//	@Description	The completion report in the form that the extension of the address names, whatever Accept says, under a good file name. That of a closed plan is settled, as there.
//	@Tags			reports
//	@Produce		json,html,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/pdf,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/markdown,text/csv
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			format							path		string		true	"The form"	Enums(json, html, docx, pdf, xlsx, md, csv)
//	@Param			report							query		reportQuery	false	"Narrowing, comparison and form"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	CompletionReport
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/report.{format} [get]
func (a *API) downloadCompletionReport(c echo.Context, actor workplan.Actor) error {
	name := c.Param("format")
	if !slices.Contains(formNames(), name) {
		return edge("not-found", "There is no report of this form. The forms are "+joined(formNames())+".")
	}
	return a.answerReportAs(c, actor, parseQuery(c, reportParameters...), name)
}

// reportQuery documents what narrows and shapes a report; it is read by answerReport.
//
//lint:ignore U1000 the annotations name it
type reportQuery struct {
	Since     string   `form:"since" extensions:"x-example=2023-11-08"` // Compare with this date (or meeting:CODE)
	Audience  string   `form:"audience" enums:"public,members,chairs"`  // Only what this audience may see; never wider than what you may see
	Lead      []string `form:"lead" collectionFormat:"csv"`             // Only items led by any of these members
	Objective []int    `form:"objective" collectionFormat:"csv"`        // Only items under these objectives
	Topic     []string `form:"topic" collectionFormat:"csv"`            // Only items with any of these topics
	Annex     bool     `form:"annex"`                                   // With a sheet per item: its full history
	Check     bool     `form:"check"`                                   // With the plan check as the last annex
	Language  string   `form:"language" enums:"en,id"`                  // The language of the page, Word file, PDF, workbook and Markdown, English where it is left out; what people wrote stays as it was written, and JSON and CSV are the same in every language
	BOM       bool     `form:"bom"`                                     // CSV only: begin with a byte order mark, by which some spreadsheets recognise UTF-8
	Strict    bool     `form:"strict"`                                  // PDF only: refuse rather than name in brackets what its fonts lack
}

// answerReportAs answers the report that the query asks for in a form.
func (a *API) answerReportAs(c echo.Context, actor workplan.Actor, q *query, form string) error {
	ask, options := q.report(), q.options(form)
	options.Language = q.language()
	ask.WithAnnex, ask.WithCheck = q.is("annex"), q.is("check")
	return a.answerReport(c, actor, q, "report."+form, ask, func(r workplan.CompletionReport) (reportFile, error) {
		return makeReport(r, form, options)
	})
}

// report reads of when, of what and against what a report is asked for.
func (q *query) report() tracker.ReportRequest {
	return tracker.ReportRequest{When: q.when(), Since: q.day("since"), Scope: workplan.ReportScope{
		Audience: enum(q, "audience", workplan.Audiences), Leads: q.words("lead"), Objectives: q.integers("objective"), Topics: q.words("topic")}}
}

// answerReport answers what is made of a report.
func (a *API) answerReport(c echo.Context, actor workplan.Actor, q *query, name string, ask tracker.ReportRequest,
	makeFile func(workplan.CompletionReport) (reportFile, error)) error {
	plan := c.Param("plan")
	return answerDrawn(a, c, actor, q, drawing[workplan.CompletionReport]{
		name:  plan + "/" + name,
		stamp: func(ctx context.Context) (string, error) { return a.Tracker.ReportStamp(ctx, actor, plan) },
		draw: func(ctx context.Context) (workplan.CompletionReport, error) {
			return a.Tracker.CompletionReport(ctx, actor, plan, ask)
		},
		undated: func(r workplan.CompletionReport) workplan.CompletionReport {
			r.KnownAt, r.GeneratedAt = time.Time{}, time.Time{}
			return r
		},
		file: makeFile,
	})
}
