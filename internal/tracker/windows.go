package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// WindowReading is a proposal window as it stood in a view. ForPlan is empty where the plan is not for the reader.
type WindowReading struct {
	workplan.ProposalWindow
	View  workplan.View
	State workplan.WindowState
}

// ListWindows lists the proposal windows of a body as they stood, upcoming and closed ones too. Who may: anyone signed in with a role that reads content.
func (t *Tracker) ListWindows(ctx context.Context, actor workplan.Actor, body string, f workplan.WindowFilter, page workplan.Page, when When) (workplan.Listing[WindowReading], error) {
	var list workplan.Listing[WindowReading]
	err := t.readWindows(ctx, actor, body, when, func(rows []WindowReading) (err error) {
		var kept []WindowReading
		for _, w := range rows {
			if f.Keeps(w.State) {
				kept = append(kept, w)
			}
		}
		list, err = pageOf(kept, sorted(page, workplan.WindowSorts), map[string]func(WindowReading) string{
			"number": func(w WindowReading) string { return fmt.Sprintf("%010d", w.Number) },
			"opens":  func(w WindowReading) string { return string(w.Opens) },
		}, "number")
		return err
	})
	return badCursor(list, err)
}

// Window reads one proposal window of a body, as it stood. Who may: as for [Tracker.ListWindows].
func (t *Tracker) Window(ctx context.Context, actor workplan.Actor, body string, number int, when When) (WindowReading, error) {
	var found WindowReading
	err := t.readWindows(ctx, actor, body, when, func(rows []WindowReading) error {
		for _, w := range rows {
			if w.Number == number {
				found = w
				return nil
			}
		}
		return workplan.Missing("proposal window %d of body %s", number, body)
	})
	return found, err
}

func (t *Tracker) readWindows(ctx context.Context, actor workplan.Actor, body string, when When, with func([]WindowReading) error) error {
	if err := mayRead(actor, workplan.ReadWindows); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		b, err := tx.Body(body)
		if _, err = found(b, err, "body %s", body); err != nil {
			return err
		}
		windows, err := windowsAt(tx, body, v)
		if err != nil {
			return err
		}
		rows, err := windowReadings(tx, actor.Sight(), windows, v)
		if err != nil {
			return err
		}
		return with(rows)
	})
}

// windowsAt lists the proposal windows of a body as they were recorded in a view.
func windowsAt(tx *store.Tx, body string, v workplan.View) ([]workplan.ProposalWindow, error) {
	rows, err := tx.WindowsOf(body)
	if err != nil {
		return nil, err
	}
	return windowLog.at(tx, rows, v)
}

// windowReadings tells of windows what the sight may know in the view.
func windowReadings(tx *store.Tx, s workplan.Sight, windows []workplan.ProposalWindow, v workplan.View) ([]WindowReading, error) {
	var codes []string
	for _, w := range windows {
		codes = append(codes, w.ForPlan)
	}
	plans, err := plansNamed(tx, s, s, codes, v)
	rows := make([]WindowReading, len(windows))
	for n, w := range windows {
		if _, there := plans[w.ForPlan]; !there {
			w.ForPlan = ""
		}
		rows[n] = WindowReading{w, v, w.StateOn(v.AsOf)}
	}
	return rows, err
}

// plansNamed reads the plans with these codes, as far as the sight reaches in the view, of those that another reaches today, by code.
func plansNamed(tx *store.Tx, today, sight workplan.Sight, codes []string, v workplan.View) (map[string]workplan.WorkPlan, error) {
	byCode := map[string]workplan.WorkPlan{}
	codes = slices.DeleteFunc(distinct(codes), func(code string) bool { return code == "" })
	if len(codes) == 0 {
		return byCode, nil
	}
	rows, err := tx.PlansNamed(today, codes)
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, sight, rows, v)
	for _, p := range plans {
		byCode[p.Code] = p
	}
	return byCode, err
}

// OpenWindow records a window in which a body takes proposals; it may begin on any day, and be over, so that what came in then can be entered, but
// overlap no other of the body. Who may: the body's secretariat and co-chairs.
func (t *Tracker) OpenWindow(ctx context.Context, actor workplan.Actor, body string, in workplan.ProposalWindowContent) (WindowReading, error) {
	return write(ctx, t, actor, ofBody(body), func(c *change) (WindowReading, error) {
		w := workplan.ProposalWindow{Stamp: c.stamp(), Body: body, ProposalWindowContent: in}
		if err := c.actor.Must(workplan.KeepWindows, workplan.Object{Body: body}); err != nil {
			return WindowReading{}, err
		}
		more, err := c.windowRefers(body, workplan.ProposalWindowContent{}, in)
		if err != nil {
			return WindowReading{}, err
		}
		if err := append(in.Faults(), more...).Err(); err != nil {
			return WindowReading{}, err
		}
		if err := c.clear(w); err != nil {
			return WindowReading{}, err
		}
		if err := c.AddWindow(&w); err != nil {
			return WindowReading{}, err
		}
		return WindowReading{w, c.now(), w.StateOn(c.today)}, created(c, windowSubject(w), w.ID, w.ProposalWindowContent)
	})
}

// EditWindow changes a window of which the sender knows one of the versions: extends it, closes it early. Whether it was open on a day that is past does
// not change. Who may: as for [Tracker.OpenWindow].
func (t *Tracker) EditWindow(ctx context.Context, actor workplan.Actor, body string, number int, known []int64, edit func(*workplan.ProposalWindowContent) error) (WindowReading, error) {
	return write(ctx, t, actor, ofBody(body), func(c *change) (WindowReading, error) {
		windows, err := c.WindowsOf(body)
		if err != nil {
			return WindowReading{}, err
		}
		for _, w := range windows {
			if w.Number == number {
				return c.editWindow(w, known, edit)
			}
		}
		return WindowReading{}, workplan.Missing("proposal window %d of body %s", number, body)
	})
}

func (c *change) editWindow(w workplan.ProposalWindow, known []int64, edit func(*workplan.ProposalWindowContent) error) (WindowReading, error) {
	before := w.ProposalWindowContent
	err := editing[workplan.ProposalWindowContent]{
		subject: windowSubject(w), stamp: &w.Stamp, content: &w.ProposalWindowContent, known: known, edit: edit,
		faults: func(after workplan.ProposalWindowContent) workplan.Faults {
			return append(after.Faults(), after.EditFaults(before, c.today)...)
		},
		refers: func(before, after workplan.ProposalWindowContent) (workplan.Faults, error) {
			return c.windowRefers(w.Body, before, after)
		},
		save: func() error {
			if err := c.clear(w); err != nil {
				return err
			}
			return c.ChangeWindow(w, c.at)
		},
	}.apply(c)
	return WindowReading{w, c.now(), w.StateOn(c.today)}, err
}

// clear refuses a window that overlaps another of its body.
func (c *change) clear(w workplan.ProposalWindow) error {
	others, err := c.WindowsOf(w.Body)
	if err != nil {
		return err
	}
	return w.Clear(others)
}

// windowRefers lists the faults of a plan that is no draft of the body, and of a meeting that is not one of it. What was named before stands.
func (c *change) windowRefers(body string, before, w workplan.ProposalWindowContent) (workplan.Faults, error) {
	var f workplan.Faults
	if w.Meeting != before.Meeting {
		more, err := c.meetingOf(body, "/meeting", w.Meeting)
		if err != nil {
			return nil, err
		}
		f = append(f, more...)
	}
	if w.ForPlan == "" || w.ForPlan == before.ForPlan {
		return f, nil
	}
	p, err := c.plan(w.ForPlan)
	switch {
	case workplan.KindOf(err) == workplan.NotFound, err == nil && p.Body != body:
		f.Add("/plan", "unknown", "%s has no plan %q that you may see", body, w.ForPlan)
		return f, nil
	case err == nil && p.Status != workplan.PlanDraft:
		f.Add("/plan", "not_a_draft", "plan %s is %s; proposals are for a draft, or for a plan that is named in the title", p.Code, p.Status)
	}
	return f, err
}

func windowSubject(w workplan.ProposalWindow) subject {
	return subject{noun: workplan.NounWindow, name: w.Name(), right: workplan.KeepWindows, object: workplan.Object{Body: w.Body}}
}
