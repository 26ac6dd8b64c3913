package workplan

import (
	"cmp"
	"fmt"
	"slices"
)

// ProposalCircle says who may propose in a window: each circle holds those before it.
type ProposalCircle string

// The circles. Members: the members and co-chairs of the body. Observers: also its observers and readers. Partners: also its guests.
const (
	OpenToMembers   ProposalCircle = "members"
	OpenToObservers ProposalCircle = "observers"
	OpenToPartners  ProposalCircle = "partners"
)

// ProposalCircles lists the circles, narrowest first.
var ProposalCircles = []ProposalCircle{OpenToMembers, OpenToObservers, OpenToPartners}

// Admits says whether the circle holds a member of this standing; "" is a reader, who counts with the observers.
func (c ProposalCircle) Admits(standing MembershipRole) bool {
	switch standing {
	case MembershipCoChair, MembershipMember:
		return true
	case MembershipObserver, "":
		return c != OpenToMembers
	default:
		return c == OpenToPartners
	}
}

// InWords names who is in the circle.
func (c ProposalCircle) InWords() Sentence {
	switch c {
	case OpenToMembers:
		return Say("members")
	case OpenToObservers:
		return Say("members and observers")
	default:
		return Say("members, observers and partners")
	}
}

// WindowState says whether a window takes proposals.
type WindowState string

// A window is upcoming before its first day, open from that day to its last, then closed.
const (
	WindowUpcoming WindowState = "upcoming"
	WindowOpen     WindowState = "open"
	WindowClosed   WindowState = "closed"
)

// WindowStates lists the states of a window.
var WindowStates = []WindowState{WindowUpcoming, WindowOpen, WindowClosed}

// ProposalWindow is the time in which proposals for a plan are taken, numbered within its body. Windows of a body never overlap.
type ProposalWindow struct {
	Stamp
	Body   string
	Number int
	ProposalWindowContent
}

// ProposalWindowContent is what the keepers of a body may edit. Opens and Closes are its first and last day. ForPlan is the code of the draft for
// which proposals are asked; Title names it in words where there is no draft yet. Meeting is the one that decided on the window.
type ProposalWindowContent struct {
	Opens   Date
	Closes  Date
	ForPlan string
	Title   string
	OpenTo  ProposalCircle
	Meeting string
	Note    string
}

// Name is the window's natural key across bodies, such as "wg-tip/1".
func (w ProposalWindow) Name() string { return fmt.Sprintf("%s/%d", w.Body, w.Number) }

// StateOn is whether the window takes proposals on a day.
func (w ProposalWindowContent) StateOn(d Date) WindowState {
	switch {
	case d < w.Opens:
		return WindowUpcoming
	case d <= w.Closes:
		return WindowOpen
	default:
		return WindowClosed
	}
}

// Faults lists the broken rules of a window's content.
func (w ProposalWindowContent) Faults() Faults {
	var f Faults
	for _, day := range []struct {
		pointer string
		on      Date
	}{{"/opens", w.Opens}, {"/closes", w.Closes}} {
		if f.date(day.pointer, day.on); day.on == "" {
			f.Add(day.pointer, "required", "is missing: a day such as 2026-03-01")
		}
	}
	if w.Opens.Valid() && w.Closes.Valid() && w.Opens != "" && w.Closes != "" && w.Closes < w.Opens {
		f.Add("/closes", "out_of_order", "%s lies before the window opens, %s", w.Closes, w.Opens)
	}
	if w.ForPlan != "" {
		f.code("/plan", w.ForPlan)
	}
	f.name("/title", w.Title, w.ForPlan == "")
	oneOf(&f, "/open_to", w.OpenTo, true, ProposalCircles...)
	if w.Meeting != "" {
		f.code("/meeting", w.Meeting)
	}
	f.text("/note", w.Note)
	return f
}

// EditFaults lists what an edit made today may not change: that no window was open on a day before today, or that one was, and, once it is over, its
// last day and for whom it was.
func (w ProposalWindowContent) EditFaults(before ProposalWindowContent, today Date) Faults {
	var f Faults
	if before.Opens > today {
		if w.Opens < today {
			f.Add("/opens", "in_past", "the window is not open yet; it can open today, %s, at the earliest", today)
		}
		return f
	}
	if w.Opens != before.Opens {
		f.Add("/opens", "has_begun", "the window opened on %s; that is past", before.Opens)
	}
	if before.Closes < today && w.OpenTo != before.OpenTo {
		f.Add("/open_to", "is_over", "the window closed on %s; for whom it was does not change", before.Closes)
	}
	switch {
	case w.Closes == before.Closes:
	case before.Closes < today:
		f.Add("/closes", "is_over", "the window closed on %s; open another one", before.Closes)
	case w.Closes < today:
		f.Add("/closes", "in_past", "the window has been open on the days before today; to close it, give %s as its last day", today)
	}
	return f
}

// Clear says whether a window, new or edited, overlaps none of the others of its body.
func (w ProposalWindow) Clear(others []ProposalWindow) error {
	for _, o := range others {
		if o.Number != w.Number && w.Opens <= o.Closes && o.Opens <= w.Closes {
			return Clash("window-overlaps", "Window %d of %s is open from %s to %s. Choose other days, or change that window.", o.Number, o.Body, o.Opens, o.Closes)
		}
	}
	return nil
}

// WindowOn finds the window that takes proposals on a day; the refusal names the next one.
func WindowOn(body string, windows []ProposalWindow, on Date) (ProposalWindow, error) {
	var next []ProposalWindow
	for _, w := range windows {
		switch w.StateOn(on) {
		case WindowOpen:
			return w, nil
		case WindowUpcoming:
			next = append(next, w)
		case WindowClosed:
		}
	}
	if len(next) == 0 {
		return ProposalWindow{}, Clash("no-open-window", "%s takes no proposals on %s, and no later window is recorded. Ask its secretariat, which can open one, "+
			"or record an idea that was voiced at a meeting.", body, on)
	}
	first := slices.MinFunc(next, func(a, b ProposalWindow) int { return cmp.Compare(a.Opens, b.Opens) })
	return ProposalWindow{}, Clash("no-open-window", "%s takes no proposals on %s. The next window, %d, is open to %s from %s to %s.", body, on, first.Number, first.OpenTo.InWords(), first.Opens, first.Closes)
}

// Admits refuses who is not in the window's circle; who names them in a sentence.
func (w ProposalWindow) Admits(who Sentence, standing MembershipRole) error {
	if w.OpenTo.Admits(standing) {
		return nil
	}
	as := Say("a reader")
	if standing != "" {
		as = roleWords(standing)
	}
	return Refused("Window %d of %s is for %s, and %s is %s. Ask the secretariat, which can record an idea that was voiced at a meeting.",
		w.Number, w.Body, w.OpenTo.InWords(), who, as)
}

// ProposesOn refuses where the body takes no proposal of the actor on a day, and says why: the window that is open then must be of its circle. The keepers
// of the body may always record what was voiced at a meeting.
func (a Actor) ProposesOn(body string, windows []ProposalWindow, on Date) error {
	if err := a.Must(ProposeItem, Object{Body: body}); err != nil || a.keeps(body) {
		return err
	}
	w, err := WindowOn(body, windows, on)
	if err != nil {
		return err
	}
	own := a.standingsIn(body)
	if len(own) == 0 {
		return w.Admits(Say("you, for no member,"), "")
	}
	for _, g := range own {
		if err = w.Admits(Wrote(g.Member), g.Standing[body]); err == nil {
			return nil
		}
	}
	return err
}

// MovableTo says whether a proposal may be put into a window of its body: another one, that is not over.
func MovableTo(p ProposalReading, number int, windows []ProposalWindow, today Date) error {
	var f Faults
	n := slices.IndexFunc(windows, func(w ProposalWindow) bool { return w.Number == number })
	switch {
	case n < 0:
		f.Add("/window", "unknown", "%s has no proposal window %d", p.Body, number)
	case windows[n].StateOn(today) == WindowClosed:
		f.Add("/window", "closed", "window %d closed on %s; name one that is open or upcoming", number, windows[n].Closes)
	case number == p.InWindow && p.State == ProposalOpen:
		f.Add("/window", "same", "the proposal is in window %d already", number)
	}
	return f.Err()
}
