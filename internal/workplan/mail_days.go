package workplan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// DefaultReminders and DefaultEscalation are the days of a round that names none of its own.
var DefaultReminders = List{"opens", "due-14d", "due-3d", "due", "due+3d"}

// DefaultEscalation is a week after the returns were due.
const DefaultEscalation = "due+7d"

// dayForm is a day told from one of a round's own: "due", "due-3d", "opens+2w", "due-1m".
var dayForm = regexp.MustCompile(`^(opens|due|closes)(?:([+-])([1-9]\d{0,2})([dwm]))?$`)

// notADayWord says of a word that it tells no day of a round.
const notADayWord = "%q is not a day such as opens, due, due-14d, due-1m or due+1w"

// DayOf is the day that a word names: opens, due or closes, with a number of days (d), weeks (w) or months (m) before or after. A month before the
// 31st is the last day of the month before, where that is shorter.
func (r RoundContent) DayOf(word string) (Date, error) {
	m := dayForm.FindStringSubmatch(word)
	if m == nil {
		return "", fmt.Errorf(notADayWord, word)
	}
	on := map[string]Date{"opens": r.Opens, "due": r.Due, "closes": r.Closes}[m[1]]
	if m[2] == "" || !on.Valid() || on == "" {
		return on, nil
	}
	n, err := strconv.Atoi(m[2] + m[3])
	switch m[4] {
	case "d":
		return on.AddDays(n), err
	case "w":
		return on.AddDays(7 * n), err
	default:
		return on.AddMonths(n), err
	}
}

// AddMonths is the same day n months later, or earlier where n is negative; the last day of that month where it has no such day.
func (d Date) AddMonths(n int) Date {
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// MailKind says what a mail is for.
type MailKind string

// A digest tells a person what their members still owe; an escalation tells the secretariat who has not answered.
const (
	MailDigest     MailKind = "digest"
	MailEscalation MailKind = "escalation"
)

// MailKinds lists the kinds of mail.
var MailKinds = []MailKind{MailDigest, MailEscalation}

// Window is a day on which mails of a kind go out, at eight in the morning where their reader is. Of one round, a person gets one mail of a kind
// a day at most.
type Window struct {
	On   Date
	Kind MailKind
}

// Windows lists the days on which mails of the round go out, in order and each once. Reminders that would fall before the round opens or after it
// closes are left out; the escalation may follow its close.
func (r RoundContent) Windows() []Window {
	var list []Window
	for _, word := range r.Reminders {
		if on, err := r.DayOf(word); err == nil && r.Opens <= on && on <= r.Closes {
			list = append(list, Window{on, MailDigest})
		}
	}
	if on, err := r.DayOf(r.Escalation); err == nil && on > r.Due {
		list = append(list, Window{on, MailEscalation})
	}
	slices.SortFunc(list, func(a, b Window) int { return compareDays(a.On, b.On, string(a.Kind), string(b.Kind)) })
	return slices.Compact(list)
}

func compareDays(a, b Date, kindA, kindB string) int {
	switch {
	case a != b && a < b, a == b && kindA < kindB:
		return -1
	case a == b && kindA == kindB:
		return 0
	default:
		return 1
	}
}

const (
	// morning is the hour at which mails go out, where their reader is.
	morning = 8
	// windowLife is for how long after its morning a window may still open, as when the service was down: later, its mail would surprise.
	windowLife = 3 * 24 * time.Hour
)

// Opens is the moment at which the window opens for a reader in a time zone.
func (w Window) Opens(zone *time.Location) time.Time { return w.On.At(morning, 0, zone) }

// LatestWindow is the last of the windows of a kind that has opened for a reader in a time zone by now, and not too long ago; false for none.
// Earlier ones that were missed stay missed: nobody needs two reminders at once.
func LatestWindow(windows []Window, kind MailKind, zone *time.Location, now time.Time) (Window, bool) {
	var last Window
	for _, w := range windows {
		if w.Kind == kind && !w.Opens(zone).After(now) {
			last = w
		}
	}
	return last, last.On != "" && now.Sub(last.Opens(zone)) < windowLife
}
