package web

import (
	"strconv"

	"fwptracker/internal/workplan"
)

// mailsAPage is how many mails stand on a page.
const mailsAPage = 50

// mailsPage is the log of the mails of a round, the latest first. Reminded tells what came of a reminder that was just sent.
type mailsPage struct {
	roundHead
	State    workplan.MailState
	States   []workplan.MailState
	Mails    []workplan.RoundMail
	Reminded *remindedNow
	paging
}

// remindedNow is to how many people a digest is on its way, how many get none, and how many members nobody answers for.
type remindedNow struct{ Queued, Held, Unreached int }

func (p mailsPage) address(after string) string {
	return p.Path() + "/mails" + string(queried("?", given("state", string(p.State), "after", after)))
}

// listMails shows to whom mails of a round went, and what became of each.
func (s *site) listMails(c *call) error {
	h, err := c.round()
	if err != nil {
		return err
	}
	page := mailsPage{roundHead: h, State: workplan.MailState(c.QueryParam("state")), States: workplan.MailStates, Reminded: c.reminded()}
	var f workplan.MailFilter
	if page.State != "" {
		f.State = []workplan.MailState{page.State}
	}
	after, err := c.after("after", "mails", c.Param("number"), string(page.State))
	if err != nil {
		return err
	}
	list, err := s.Tracker.ListMails(c.Request().Context(), c.actor, h.Number, f, workplan.Page{Limit: mailsAPage, After: after})
	if err != nil {
		return err
	}
	page.Mails = list.Rows
	page.paging = pagingOf(after, list.Next, page.address, "mails", c.Param("number"), string(page.State))
	return c.show("round_mails", page)
}

// reminded is what the address says of a reminder; nil where it says nothing.
func (c *call) reminded() *remindedNow {
	queued, err := strconv.Atoi(c.QueryParam("queued"))
	if err != nil {
		return nil
	}
	held, _ := strconv.Atoi(c.QueryParam("held")) // what is no number is none
	unreached, _ := strconv.Atoi(c.QueryParam("unreached"))
	return &remindedNow{queued, held, unreached}
}
