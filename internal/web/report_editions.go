package web

import (
	"context"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// editionsPage lists what of a plan's report was issued, and has the form with which the next edition is issued for those who may.
type editionsPage struct {
	Now      workplan.CompletionReport
	Editions []tracker.EditionReading
	MayIssue bool
	Form     *editionForm
	paging
}

// editionPage is one edition with its files.
type editionPage struct {
	Now      workplan.CompletionReport
	Edition  tracker.EditionReading
	Meeting  string
	MayIssue bool
	Issued   bool
	memberNames
	// Says are the headline figures of what was issued, nil where they are not at hand.
	Says *workplan.Counts
}

// editionsAPage is how many editions one page lists.
const editionsAPage = 50

// editionPath is the address of an edition.
func editionPath(plan string, number int) string {
	return planPath(plan) + "/editions/" + strconv.Itoa(number)
}

// Path is where a file of the edition is had, byte for byte as it was issued.
func (p editionPage) Path(file string) string {
	return "/api/v1" + editionPath(p.Edition.Plan, p.Edition.Number) + "/" + file
}

// Sums are the hashes as the programs that check them read them: one file to a line.
func (p editionPage) Sums() string {
	var b strings.Builder
	for _, f := range p.Edition.Files {
		b.WriteString(f.Hash + "  " + f.Name + "\n")
	}
	return b.String()
}

// mayIssue says whether the person may issue editions of a plan's report.
func (c *call) mayIssue(plan workplan.WorkPlan) bool {
	return c.may(workplan.IssueEditions, plan.Body)
}

// editions reads the list of editions, without a form.
func (c *call) editions(plan string) (editionsPage, error) {
	ctx := c.Request().Context()
	now, err := c.report(ctx, plan, tracker.ReportRequest{})
	if err != nil {
		return editionsPage{}, err
	}
	after, err := c.after("after", "editions", plan)
	if err != nil {
		return editionsPage{}, err
	}
	list, err := c.site.Tracker.ListEditions(ctx, c.actor, plan, workplan.Page{Limit: editionsAPage, Sort: []workplan.Sort{falling("number")}, After: after})
	page := editionsPage{Now: now, Editions: list.Rows, MayIssue: c.mayIssue(now.Plan) && now.Plan.Issuable() == nil}
	page.paging = pagingOf(after, list.Next, func(cursor string) string {
		return planPath(plan) + "/editions" + string(queried("?", given("after", cursor)))
	}, "editions", plan)
	return page, err
}

// showEditions lists the editions of a plan's report.
func (s *site) showEditions(c *call) error {
	page, err := c.editions(c.Param("plan"))
	if err != nil {
		return err
	}
	if page.MayIssue {
		if page.Form, err = c.newEditionForm(page.Now, c.QueryParams()); err != nil {
			return err
		}
	}
	return c.show("editions", page)
}

// showEdition shows what one edition says of itself, with its files and their hashes.
func (s *site) showEdition(c *call) error {
	plan := c.Param("plan")
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return workplan.Missing("edition %s/%s", plan, c.Param("number"))
	}
	now, err := c.report(c.Request().Context(), plan, tracker.ReportRequest{})
	if err != nil {
		return err
	}
	e, err := s.Tracker.Edition(c.Request().Context(), c.actor, plan, number)
	if err != nil {
		return err
	}
	page := editionPage{Now: now, memberNames: now.Names, Edition: e, MayIssue: c.mayIssue(now.Plan) && e.CorrectedBy == 0, Issued: c.QueryParam("issued") != ""}
	if page.Says, err = c.issuedFigures(plan, number); err != nil {
		return err
	}
	page.Meeting = meetingNamesIn(now).MeetingName(e.Meeting)
	return c.show("edition", page)
}

// turn lets one at a time do what takes seconds and most of a processor: drawing up an edition of a large plan, verifying a long chain.
type turn chan struct{}

// take does it in its turn, unless the request ends first.
func (t turn) take(ctx context.Context, do func() error) error {
	select {
	case t <- struct{}{}:
		defer func() { <-t }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// postEdition shows what would be issued, or issues it.
func (s *site) postEdition(c *call) error {
	plan, values := c.Param("plan"), c.Request().PostForm
	page, err := c.editions(plan)
	if err != nil {
		return err
	}
	if err := c.actor.Must(workplan.IssueEditions, workplan.Object{Body: page.Now.Plan.Body}); err != nil {
		return err
	}
	if err := page.Now.Plan.Issuable(); err != nil {
		return err
	}
	if page.Form, err = c.editionFormOf(page.Now, values); err != nil {
		return err
	}
	if values.Get("act") == "edit" {
		return c.show("editions", page)
	}
	ask, err := c.editionRequest(plan, *page.Form)
	if err == nil && values.Get("act") == "issue" && values.Get("key") != "" {
		return s.issueEdition(c, page, ask)
	}
	if err == nil {
		err = s.issuing.take(c.Request().Context(), func() error {
			page.Form.Preview, err = s.Tracker.PreviewEdition(c.Request().Context(), c.actor, plan, ask)
			return err
		})
	}
	if err != nil {
		return page.again(c, err)
	}
	page.Form.keyed()
	return c.show("edition_preview", page)
}

// again shows the form as it was sent, with what is wrong with it.
func (p editionsPage) again(c *call, err error) error {
	if other := p.Form.refuse(placed(err, editionField)); other != nil {
		return other
	}
	return c.page(problemOf(err).Status, "editions", p)
}

// editionField has a fault stand at the field of the form that is wrong.
var editionField = renamed(map[string]string{"as_of_meeting": "as_of", "since_meeting": "since"})
