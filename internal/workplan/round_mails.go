package workplan

import (
	"slices"
	"strings"
	"time"
)

// RoundMail is one mail to one person about one window of a round: to be sent, under way, or what became of it. There is one for each round, kind,
// day and person at most, so that nobody gets two. It keeps the send log and is no part of the audited record.
type RoundMail struct {
	ID        int64
	Round     int
	Kind      MailKind
	WindowOn  Date
	Username  string
	State     MailState
	NotBefore time.Time
	Attempts  int
	// Leased is who works on the mail, until LeasedUntil; both are zero where nobody does.
	Leased      string
	LeasedUntil *time.Time
	MessageID   string
	Subject     string
	Reason      string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// MailState says where a mail stands.
type MailState string

// A mail is queued until it is sent. Failed means that an attempt failed and another will be made; given_up that none will. Dropped means that
// there was nothing to send any more when its time came. Sending is written down before the server is spoken to: where the program dies then, or the
// server does not say whether it took the mail, it becomes uncertain and is not sent again, since twice would be worse than not at all.
const (
	MailQueued    MailState = "queued"
	MailSending   MailState = "sending"
	MailSent      MailState = "sent"
	MailFailed    MailState = "failed"
	MailGivenUp   MailState = "given_up"
	MailDropped   MailState = "dropped"
	MailUncertain MailState = "uncertain"
)

// MailStates lists the states of a mail.
var MailStates = []MailState{MailQueued, MailSending, MailSent, MailFailed, MailGivenUp, MailDropped, MailUncertain}

// Waits says whether the mail is still to be tried.
func (m RoundMail) Waits() bool { return m.State == MailQueued || m.State == MailFailed }

// MailOutcome is what came of one attempt to send a mail: MailSent; MailFailed where another attempt may succeed; MailGivenUp where the address was
// refused for good; MailUncertain where nobody can tell. Reason says why in one line, without an address.
type MailOutcome struct {
	State  MailState
	Reason string
}

// mailPauses are the times to wait after each failed attempt; after the last of them a mail is given up.
var mailPauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 12 * time.Hour}

// After is the mail once an attempt has ended at a moment.
func (m RoundMail) After(o MailOutcome, at time.Time) RoundMail {
	m.State, m.Reason, m.UpdatedAt, m.Leased, m.LeasedUntil = o.State, oneLineOf(o.Reason), at, "", nil
	if o.State == MailFailed {
		if m.Attempts > len(mailPauses) {
			m.State = MailGivenUp
		} else {
			m.NotBefore = at.Add(mailPauses[max(m.Attempts, 1)-1])
		}
	}
	return m
}

// MailLife is for how long a mail may wait: after that its day has passed.
const MailLife = 3 * 24 * time.Hour

// MayMail says whether, wherever its reader is, a window of a kind may have opened by now and not too long ago: whether it is worth looking closer.
func (r ReportingRound) MayMail(kind MailKind, now time.Time) bool {
	if r.Ending != "" {
		return false
	}
	for _, w := range r.Windows() {
		opens := w.Opens(time.UTC)
		if w.Kind == kind && !opens.Add(-15*time.Hour).After(now) && now.Sub(opens) < windowLife+15*time.Hour {
			return true
		}
	}
	return false
}

// oneLineOf is a reason as the send log keeps it: one line, not too long.
func oneLineOf(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return IsControl(r) || r == ' ' }), " ")
	if runes := []rune(text); len(runes) > maxName {
		text = string(runes[:maxName-1]) + "…"
	}
	return text
}

// Zone is the time zone in which a person is to get mails: their own, else the service's.
func (u User) Zone(service *time.Location) *time.Location {
	if u.TimeZone == "" {
		return service
	}
	zone, err := time.LoadLocation(u.TimeZone)
	if err != nil {
		return service // a name that this machine's list of zones does not have
	}
	return zone
}

// Recipient is a person to whom a round's mails may go, with the members for which they answer; none for the secretariat.
type Recipient struct {
	User
	Members List
}

// HeldBack says why a person gets no mail of a kind, "" where they do. An escalation goes to the secretariat whatever it wishes.
func (r Recipient) HeldBack(kind MailKind) string {
	if kind == MailDigest && r.DigestOff {
		return "the person wants no digests"
	}
	return ""
}

// DueMails lists the mails whose window has opened by now for their reader and which are not among those there are already.
func DueMails(round ReportingRound, to []Recipient, kind MailKind, there []RoundMail, now time.Time, service *time.Location) []RoundMail {
	var due []RoundMail
	for _, person := range to {
		w, open := LatestWindow(round.Windows(), kind, person.Zone(service), now)
		if !open || person.HeldBack(kind) != "" || slices.ContainsFunc(there, func(m RoundMail) bool {
			return m.Kind == kind && m.WindowOn == w.On && m.Username == person.Username
		}) {
			continue
		}
		due = append(due, NewMail(round, kind, w.On, person.Username, now))
	}
	return due
}

// NewMail is a mail to be sent at once.
func NewMail(round ReportingRound, kind MailKind, on Date, username string, now time.Time) RoundMail {
	return RoundMail{Round: round.Number, Kind: kind, WindowOn: on, Username: username, State: MailQueued, NotBefore: now, CreatedAt: now, UpdatedAt: now}
}

// MailFilter narrows the send log; what is empty does not narrow.
type MailFilter struct {
	State    []MailState
	Kind     []MailKind
	Username List
	WindowOn Date
}

// Keeps says whether a mail passes the filter.
func (f MailFilter) Keeps(m RoundMail) bool {
	return among(f.State, m.State) && among(f.Kind, m.Kind) && among(f.Username, m.Username) && (f.WindowOn == "" || f.WindowOn == m.WindowOn)
}

// RoundReminder is one act of reminding those who still owe a return, outside the days of the round: append-only, numbered within its round. It
// reaches the focal points of Members, of all leads that owe something where it names none.
type RoundReminder struct {
	ID         int64
	Round      int
	Number     int
	RemindedBy string
	RecordedAt time.Time
	ReminderContent
}

// ReminderContent is what a reminder says.
type ReminderContent struct {
	Members List
}

// Faults lists the broken rules of a reminder.
func (r ReminderContent) Faults() Faults {
	var f Faults
	f.codes("/members", r.Members, maxPlans)
	return f
}
