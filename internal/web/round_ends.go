package web

import (
	"context"
	"net/http"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// roundEnd is the form by which a round is ended, with what has not come in. Sure says that the person is asked once more.
type roundEnd struct {
	roundHead
	sheet
	Lacking []lacking
	More    bool
	Sure    bool
}

// lacking is what one lead still owes.
type lacking struct {
	Lead  string
	Items []workplan.ActionItem
}

// lacking lists what has not come in to a round, by lead; more says that there is more than is listed.
func (c *call) lacking(number int) (list []lacking, more bool, err error) {
	owed, err := c.site.Tracker.ListReturns(c.Request().Context(), c.actor, number, workplan.ReturnFilter{Kind: []workplan.ReturnKind{workplan.ReturnNone}},
		workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "lead"}}}, tracker.When{})
	for _, r := range owed.Rows {
		if len(list) == 0 || list[len(list)-1].Lead != r.Lead {
			list = append(list, lacking{Lead: r.Lead})
		}
		list[len(list)-1].Items = append(list[len(list)-1].Items, r.Item)
	}
	return list, owed.Next != nil, err
}

// showRoundEnd shows what ending a round would mean.
func (s *site) showRoundEnd(c *call) error {
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	if !h.Stands() {
		_, err := h.End(workplan.EndRound{}, s.Now(), s.today())
		return err
	}
	ending := workplan.EndedEarly
	if h.State == workplan.RoundPlanned {
		ending = workplan.Cancelled
	}
	page := roundEnd{roundHead: h, sheet: blank("ending", string(ending))}
	if page.Lacking, page.More, err = c.lacking(h.Number); err != nil {
		return err
	}
	return c.show("round_end", page)
}

// endRound asks once more, and then ends the round.
func (s *site) endRound(c *call) error {
	form := c.sent()
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	page := roundEnd{roundHead: h, sheet: form}
	if page.Lacking, page.More, err = c.lacking(h.Number); err != nil {
		return err
	}
	in := workplan.EndRound{Ending: workplan.Cancelled, Reason: form.text("reason")}
	if form.Value("ending") == string(workplan.EndedEarly) {
		in.Ending = workplan.EndedEarly
	}
	again := func(status int) error { return c.page(status, "round_end", page) }
	switch form.Value("act") {
	case "edit":
		return again(http.StatusOK)
	case "end":
		return write(c, &page.sheet, func(ctx context.Context) (tracker.RoundReading, error) {
			return s.Tracker.EndRound(ctx, c.actor, h.Number, in)
		}, func(tracker.RoundReading) string { return h.Path() + "?done=round_ended" }, again)
	}
	if _, err := h.End(in, s.Now(), s.today()); err != nil {
		if other := page.refuse(err); other != nil {
			return other
		}
		return again(problemOf(err).Status)
	}
	page.Sure = true
	return again(http.StatusOK)
}
