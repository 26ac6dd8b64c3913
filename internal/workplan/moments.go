package workplan

import "time"

// This file finds the moments at which days begin and end, and clocks show an hour, in a time zone: days of 23 and 25 hours, and such as never were,
// included.

// At is the moment at which clocks in a zone show an hour and minute of the day. An hour that is shown twice, when clocks go back, counts the first
// time; one that is left out, when clocks go forward, is when they do; so is a whole day that a zone has left out.
func (d Date) At(hour, minute int, zone *time.Location) time.Time {
	t := d.time()
	shown := func(at time.Time) time.Time {
		at = at.In(zone)
		return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	}
	wanted := time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, time.UTC)
	// The first moment at which clocks show that time or a later one: within two days of it by any clock, and clocks that go back do not count.
	from, to := wanted.Add(-26*time.Hour), wanted.Add(26*time.Hour)
	for at := from; ; {
		_, next := at.In(zone).ZoneBounds()
		if next.IsZero() || next.After(to) {
			next = to
		}
		if found := at.Add(wanted.Sub(shown(at))); !found.Before(at) && found.Before(next) {
			return found.In(zone)
		}
		if next.Equal(to) {
			return to.In(zone)
		}
		if at = next; !shown(at).Before(wanted) {
			return at.In(zone)
		}
	}
}

// Begins is the first moment of a day in a zone.
func (d Date) Begins(zone *time.Location) time.Time { return d.At(0, 0, zone) }

// Ends is the first moment after a day in a zone.
func (d Date) Ends(zone *time.Location) time.Time { return d.AddDays(1).Begins(zone) }
