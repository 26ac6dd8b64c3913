package web

import (
	"fmt"
	"html/template"
	"strings"

	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

// statementPage is the paragraph for the co-chairs' statement, and what each of its sentences rests on.
type statementPage struct {
	reportPage
	Statement report.Statement
	Sentences []sentence
}

// PublicQuery asks for the same statement from what everyone may read; empty where the plan has no such one.
func (p statementPage) PublicQuery() template.URL {
	if p.Now.Plan.Audience != workplan.AudiencePublic {
		return ""
	}
	ask := p.Ask
	ask.Audience = workplan.AudiencePublic
	return ask.Query("?")
}

// sentence is one sentence with what it rests on.
type sentence struct {
	Text  string
	Rests []source
}

// source is what a sentence rests on; Path is empty where there is no page of it.
type source struct{ Text, Path string }

// showStatement shows the statement paragraph on a plan.
func (s *site) showStatement(c *call) error {
	plan := c.Param("plan")
	asked, written, err := c.questions(plan)
	page := statementPage{reportPage: asked}
	if written != "" {
		return c.see(planPath(plan) + "/statement" + written)
	}
	if err == nil {
		ask := page.Ask.request()
		ask.WithAnnex = true // each sentence names what it rests on
		page.Report, err = c.report(c.Request().Context(), plan, ask)
	}
	if err != nil {
		return page.again(c, err)
	}
	page.Statement = report.NewStatement(page.Report, c.lang)
	for _, said := range page.Statement.Sentences {
		page.Sentences = append(page.Sentences, sentence{said.Text, c.sources(page.reportPage, said)})
	}
	return c.show("statement", page)
}

// again shows the questions with what is wrong with them.
func (p statementPage) again(c *call, err error) error {
	if workplan.KindOf(err) != workplan.Invalid {
		return err
	}
	p.Errors = errorsOf(err)
	return c.page(problemOf(err).Status, "statement", p)
}

// sources are what a sentence rests on, each with its page as of the same moment.
func (c *call) sources(page reportPage, said report.Sentence) []source {
	var all []source
	at := string(page.Ask.Moment.Query("?"))
	for _, u := range said.Rests {
		all = append(all, source{c.lang.T("update %d on %s", u.Number, u.Ref), itemPath(u.Plan, u.Ref) + at + fmt.Sprintf("#update-%d", u.Number)})
	}
	for _, m := range said.Meetings {
		all = append(all, source{Text: c.lang.T("the record of %s", meetingNamesIn(page.Report).MeetingName(m))})
	}
	for _, e := range said.Stages {
		all = append(all, source{c.lang.T("deliverable %d of %s", e.Deliverable, e.Ref), itemPath(e.Plan, e.Ref) + at + "#deliverables"})
	}
	for _, name := range said.Openings {
		if parts := strings.Split(name, "/"); len(parts) == 3 {
			all = append(all, source{c.lang.T("an opening on %s", parts[1]), itemPath(parts[0], parts[1]) + at + "#openings"})
		}
	}
	for _, number := range said.Proposals {
		all = append(all, source{Text: c.lang.T("proposal %d", number)})
	}
	return all
}
