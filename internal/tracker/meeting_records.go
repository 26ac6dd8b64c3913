package tracker

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// EntryReading is an entry of a meeting's record as it stood and as far as the reader sees it. Version is that of the whole record, 0 in a reading of
// the past.
type EntryReading[C any] struct {
	Meeting string
	Version int64
	workplan.Entry[C]
}

func entryReadings[C any](m workplan.Meeting, entries workplan.Entries[C]) []EntryReading[C] {
	rows := make([]EntryReading[C], len(entries))
	for n, e := range entries {
		rows[n] = EntryReading[C]{m.Code, m.Version, e}
	}
	return rows
}

// entries reads a part of the record of a meeting as it stood.
func entries[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, when When) ([]EntryReading[C], error) {
	var rows []EntryReading[C]
	err := t.readMeeting(ctx, actor, meeting, when, func(tx *store.Tx, m workplan.Meeting, v workplan.View) error {
		one := []workplan.Meeting{m}
		err := dropPointers(tx, actor.Sight(), one, v)
		state := one[0].State()
		rows = entryReadings(one[0], *p.List(&state))
		return err
	})
	return rows, err
}

// listEntries is a page of a part of the record of a meeting, by number.
func listEntries[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, page workplan.Page, when When,
	keeps func(C) bool) (workplan.Listing[EntryReading[C]], error) {
	rows, err := entries(ctx, t, actor, p, meeting, when)
	if err != nil {
		return workplan.Listing[EntryReading[C]]{}, err
	}
	rows = slices.DeleteFunc(rows, func(e EntryReading[C]) bool { return !keeps(e.Says) })
	return badCursor(pageOf(rows, sorted(page, workplan.EntrySorts), map[string]func(EntryReading[C]) string{
		"number": func(e EntryReading[C]) string { return numberKey(e.Number) },
	}, "number"))
}

func anyEntry[C any](C) bool { return true }

// entry reads one entry of the record of a meeting by its number.
func entry[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, number int, when When) (EntryReading[C], error) {
	rows, err := entries(ctx, t, actor, p, meeting, when)
	if err != nil {
		return EntryReading[C]{}, err
	}
	at := slices.IndexFunc(rows, func(e EntryReading[C]) bool { return e.Number == number })
	if at < 0 {
		return EntryReading[C]{}, missingEntry(p, meeting, number)
	}
	return rows[at], nil
}

func missingEntry[C any](p workplan.Part[C], meeting string, number int) error {
	return workplan.Missing("%s %d of meeting %s", p.Word, number, meeting)
}

// addEntry puts an entry that is the whole request into a part of the record.
func addEntry[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, says C) (EntryReading[C], error) {
	return write(ctx, t, actor, ofMeeting(meeting), func(c *change) (EntryReading[C], error) {
		rows, err := addEntries(c, p, meeting, []C{says}, func(int) string { return "" })
		if err != nil {
			return EntryReading[C]{}, err
		}
		return rows[0], nil
	})
}

// addEntries puts entries into a part of the record, all or none; the faults of the n-th stand under pointer(n).
func addEntries[C any](c *change, p workplan.Part[C], meeting string, says []C, pointer func(int) string) ([]EntryReading[C], error) {
	first := 0
	m, err := c.editRecord(meeting, nil, func(s *workplan.MeetingState) error {
		first = p.Add(s, says...)
		return nil
	}, func(f workplan.Fault) workplan.Fault {
		for n := range says {
			if f, here := moved(f, p.Pointer(first+n), pointer(n)); here {
				return f
			}
		}
		return f
	})
	if err != nil {
		return nil, err
	}
	state := m.State()
	return entryReadings(m, (*p.List(&state))[first:]), nil
}

// editEntry changes what one entry says, in a record of which the sender knows one of the versions.
func editEntry[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, number int, known []int64, edit func(*C) error) (EntryReading[C], error) {
	return write(ctx, t, actor, ofMeeting(meeting), func(c *change) (EntryReading[C], error) {
		return changeEntry(c, p, meeting, number, known, edit)
	})
}

func changeEntry[C any](c *change, p workplan.Part[C], meeting string, number int, known []int64, edit func(*C) error) (EntryReading[C], error) {
	at := -1
	m, err := c.editRecord(meeting, known, func(s *workplan.MeetingState) error {
		list := p.List(s)
		if at = list.At(number); at < 0 {
			return missingEntry(p, meeting, number)
		}
		*list = slices.Clone(*list)
		return edit(&(*list)[at].Says)
	}, func(f workplan.Fault) workplan.Fault { f, _ = moved(f, p.Pointer(at), ""); return f })
	if err != nil {
		return EntryReading[C]{}, err
	}
	one := []workplan.Meeting{m}
	err = dropPointers(c.Tx, c.sight, one, workplan.View{AsOf: c.today, Current: true})
	state := one[0].State()
	return entryReadings(m, *p.List(&state))[at], err
}

// removeEntry takes an entry out of a record of which the sender knows one of the versions; one to which others point stays.
func removeEntry[C any](ctx context.Context, t *Tracker, actor workplan.Actor, p workplan.Part[C], meeting string, number int, known []int64) error {
	_, err := write(ctx, t, actor, ofMeeting(meeting), func(c *change) (struct{}, error) {
		_, err := c.editRecord(meeting, known, func(s *workplan.MeetingState) error {
			list := p.List(s)
			at := list.At(number)
			if at < 0 {
				return missingEntry(p, meeting, number)
			}
			if by := s.InUse(p.Field, number); len(by) > 0 && !s.Adopted() {
				return workplan.Clash("in-use", "The %s %d of meeting %s is named by %s. Change that first.", p.Word, number, meeting, by)
			}
			*list = slices.Delete(slices.Clone(*list), at, at+1)
			return nil
		}, asSent)
		return struct{}{}, err
	})
	return err
}

// moved gives a fault below one pointer the same place below another.
func moved(f workplan.Fault, from, to string) (workplan.Fault, bool) {
	rest, below := strings.CutPrefix(f.Pointer, from)
	if below = below && (rest == "" || rest[0] == '/'); below {
		f.Pointer = to + rest
	}
	return f, below
}

// asSent leaves a fault where the rules put it: the request is the meeting itself.
func asSent(f workplan.Fault) workplan.Fault { return f }

// editRecord changes a meeting that was not adopted, or its audience: the right to it, the version, whether it may change, the rules, the references,
// the row, the audit. Place says where in the request a fault of the meeting stands.
func (c *change) editRecord(code string, known []int64, edit func(*workplan.MeetingState) error, place func(workplan.Fault) workplan.Fault) (workplan.Meeting, error) {
	m, err := c.Tx.Meeting(code)
	if m, err = found(m, err, "meeting %s", code); err != nil {
		return m, err
	}
	state := m.State()
	var references workplan.Faults
	err = editing[workplan.MeetingState]{
		subject: meetingSubject(m, workplan.KeepMeetings), stamp: &m.Stamp, content: &state, known: known,
		edit: func(s *workplan.MeetingState) (err error) {
			if err = edit(s); err != nil {
				return err
			}
			if err = m.State().Locked(code, *s); err == nil {
				references, err = c.completed(m, s)
			}
			return err
		},
		faults: func(s workplan.MeetingState) workplan.Faults {
			f := append(s.Faults(), references...)
			for n := range f {
				f[n] = place(f[n])
			}
			return f
		},
		save: func() error { return c.saveRecord(&m, state, "") },
	}.apply(c)
	return m, err
}

// saveRecord stores what a meeting says from a day on.
func (c *change) saveRecord(m *workplan.Meeting, s workplan.MeetingState, effective workplan.Date) error {
	m.MeetingContent, m.MeetingRecord, m.Adoption = s.MeetingContent, s.MeetingRecord, s.Adoption
	return taken(c.ChangeMeeting(*m, c.at, effective), "There is a meeting numbered %d in %s already.", m.Number, m.Body)
}

// completed completes, after an edit, what changed in the record of a meeting m, as it was, and lists the references that lead nowhere: capacities
// come from the register where they were not given; what an entry pointed to and the actor does not see is kept.
func (c *change) completed(m workplan.Meeting, after *workplan.MeetingState) (workplan.Faults, error) {
	before := m.State()
	f, err := c.attendance(m, before, after)
	if err != nil {
		return f, err
	}
	f = append(f, after.Widened(before)...)
	all := workplan.Pointers{}
	for _, s := range []workplan.MeetingState{before, *after} {
		all = join(all, s)
	}
	hides, err := hidden(c.Tx, c.sight, all, workplan.View{AsOf: c.today, Current: true})
	if err != nil {
		return f, err
	}
	after.Agenda, after.Decisions = slices.Clone(after.Agenda), slices.Clone(after.Decisions)
	for n := range after.Agenda {
		e := &after.Agenda[n]
		at := before.Agenda.At(e.Number)
		var was workplan.Pointers
		if at >= 0 {
			was = before.Agenda[at].Says.Pointers
		}
		e.Says.Pointers = pointed(&f, workplan.AgendaPart.Pointer(n), was, e.Says.Pointers, hides)
	}
	for n := range after.Decisions {
		e := &after.Decisions[n]
		at := before.Decisions.At(e.Number)
		var was workplan.Pointers
		if at >= 0 {
			was = before.Decisions[at].Says.Pointers
		}
		e.Says.Pointers = pointed(&f, workplan.DecisionPart.Pointer(n), was, e.Says.Pointers, hides)
	}
	return f, c.reporting(&f, before, *after, hides)
}

// pointed lists what an entry newly points to and is not there for the actor, and puts back what it pointed to that the actor does not see.
func pointed(f *workplan.Faults, at string, was, is workplan.Pointers, hides func(kind, name string) bool) workplan.Pointers {
	for n, plan := range is.Plans {
		if !was.Plans.Has(plan) && hides("plan", plan) {
			f.Add(at+"/plans/"+strconv.Itoa(n), "unknown", "there is no plan %q that you may see", plan)
		}
	}
	for n, item := range is.Items {
		if !was.Items.Has(item) && hides("item", item) {
			f.Add(at+"/items/"+strconv.Itoa(n), "unknown", "there is no item %q that you may see", item)
		}
	}
	for n, number := range is.Proposals {
		if !slices.Contains(was.Proposals, number) && hides("proposal", strconv.Itoa(number)) {
			f.Add(at+"/proposals/"+strconv.Itoa(n), "unknown", "there is no proposal %d that you may see", number)
		}
	}
	for _, plan := range was.Plans {
		if hides("plan", plan) && !is.Plans.Has(plan) {
			is.Plans = append(slices.Clip(is.Plans), plan)
		}
	}
	for _, item := range was.Items {
		if hides("item", item) && !is.Items.Has(item) {
			is.Items = append(slices.Clip(is.Items), item)
		}
	}
	return is
}
