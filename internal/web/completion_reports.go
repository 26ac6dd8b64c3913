package web

import (
	"bytes"
	"html/template"

	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reportPage is the completion report of a plan with the questions that it answers. Now is the plan as it stands today, Errors what was wrong with the
// questions; there is then no report.
type reportPage struct {
	Now       workplan.CompletionReport
	Report    workplan.CompletionReport
	Ask       reportAsk
	Audiences []workplan.Audience
	Errors    formErrors
	Body      template.HTML
	Forms     []download
}

// download is one form of a report: the extension of its address, what people call it, and what it is good for.
type download struct{ Form, Name, Use string }

// downloads are the forms of the report in the order in which people ask for them. Their words are texts of the catalogues.
var downloads = []download{
	{"docx", "Word", "to work on and to circulate"},
	{"pdf", "PDF", "to print and to table"},
	{"xlsx", "Excel", "items, counts and changes as sheets"},
	{"md", "Markdown", "plain text with headings"},
	{"csv", "CSV", "the items as one table"},
	{"json", "JSON", "for programs"},
	{"html", "Web page", "one file that needs no network"},
}

// Title is what the plan is called.
func (p reportPage) Title() string { return p.Now.Plan.Title }

// Asked says whether the report is another than what the plan's page shows.
func (p reportPage) Asked() bool { return len(p.Ask.values()) > 0 }

// questions reads what the address of a report or statement asks for, and the plan today. Where the questions themselves are wrong, the page says so.
func (c *call) questions(plan string) (page reportPage, written string, err error) {
	page.Forms = downloads
	if page.Now, err = c.report(c.Request().Context(), plan, tracker.ReportRequest{}); err != nil {
		return page, "", err
	}
	page.Audiences = c.audiencesFor(page.Now.Plan)
	page.Ask, written, err = c.reportAskOf(plan)
	return page, written, err
}

// showReport shows the completion report of a plan, as package report sets it.
func (s *site) showReport(c *call) error {
	plan := c.Param("plan")
	page, written, err := c.questions(plan)
	if written != "" {
		return c.see(planPath(plan) + "/report" + written)
	}
	if err == nil {
		page.Report, err = c.report(c.Request().Context(), plan, page.Ask.request())
	}
	if err != nil {
		return page.again(c, err)
	}
	var body bytes.Buffer
	if err := report.WriteFragment(&body, page.Report, c.lang); err != nil {
		return err
	}
	page.Body = template.HTML(body.String())
	return c.show("completion_report", page)
}

// again shows the questions with what is wrong with them.
func (p reportPage) again(c *call, err error) error {
	if workplan.KindOf(err) != workplan.Invalid {
		return err
	}
	p.Errors = errorsOf(err)
	return c.page(problemOf(err).Status, "completion_report", p)
}
