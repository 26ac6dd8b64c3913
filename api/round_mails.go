package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// MailState is the published form of where a mail stands.
type MailState string //@name MailState

// The states.
const (
	MailQueued    MailState = "queued"
	MailSending   MailState = "sending"
	MailSent      MailState = "sent"
	MailFailed    MailState = "failed"
	MailGivenUp   MailState = "given_up"
	MailDropped   MailState = "dropped"
	MailUncertain MailState = "uncertain"
)

// RoundMail is the published form of a mail in the send log of a round.
//
//	@Description	One mail to one person about one window. queued until it is sent; failed where another attempt will be made, given_up where none will; dropped where there was nothing to send any
//	@Description	more when its time came. uncertain where nobody can tell whether it arrived: it is not sent again, since twice would be worse.
type RoundMail struct {
	Round       int        `json:"round" validate:"required" example:"3"`                                                                      // Number of the round
	Kind        MailKind   `json:"kind" validate:"required" example:"digest"`                                                                  // digest or escalation
	WindowOn    string     `json:"window_on" validate:"required" format:"date" example:"2026-10-01"`                                           // The day for which it is
	Username    string     `json:"username" validate:"required" example:"maria.santos"`                                                        // To whom it goes
	State       MailState  `json:"state" validate:"required" example:"sent"`                                                                   // Where it stands
	Reason      string     `json:"reason" validate:"required" example:""`                                                                      // Why it was not sent; may be empty
	Attempts    int        `json:"attempts" validate:"required" example:"1"`                                                                   // How often sending was begun
	NextAttempt *time.Time `json:"next_attempt" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-10-01T06:05:00Z"` // Not before when it is tried (UTC); null where it is tried no more
	Subject     string     `json:"subject" validate:"required" example:"WG-TIP: 3 reports due by 15 October 2026"`                             // Its subject, once it was written
	MessageID   *string    `json:"message_id" validate:"required" extensions:"x-nullable" example:"4f0c…@example.org"`                         // The Message-ID of the last attempt; null before the first
	CreatedAt   time.Time  `json:"created_at" validate:"required" format:"date-time" example:"2026-10-01T06:00:00Z"`                           // When it was queued (UTC)
	UpdatedAt   time.Time  `json:"updated_at" validate:"required" format:"date-time" example:"2026-10-01T06:00:02Z"`                           // When its state last changed (UTC)
} //@name RoundMail

// DigestPreview is the published form of a mail as it would be sent now.
//
//	@Description	A mail as it would be sent now. held_back says why it would not be; null where it would.
type DigestPreview struct {
	Kind     MailKind `json:"kind" validate:"required" example:"digest"`                                                   // digest or escalation
	Username string   `json:"username" validate:"required" example:"maria.santos"`                                         // To whom
	Name     string   `json:"name" validate:"required" example:"Maria Santos"`                                             // Their name
	Members  []string `json:"members" validate:"required" example:"iom"`                                                   // Codes of the members of which it tells them as their focal point; empty for the secretariat
	Owed     int      `json:"owed" validate:"required" example:"3"`                                                        // How many returns it tells of
	TimeZone *string  `json:"time_zone" validate:"required" extensions:"x-nullable" example:"Asia/Jakarta"`                // In whose morning it goes out; null for the service's own
	HeldBack *string  `json:"held_back" validate:"required" extensions:"x-nullable" example:"the person wants no digests"` // Why it would not be sent
	Subject  string   `json:"subject" validate:"required" example:"WG-TIP: 3 reports due by 15 October 2026"`              // Its subject
	Text     string   `json:"text" validate:"required" example:"Dear Maria Santos, …"`                                     // Its text
} //@name DigestPreview

// NewReminder asks for a reminder.
//
//	@Description	Who is to be reminded: the focal points of these members, of all that still owe the round something where none are named.
type NewReminder struct {
	Members workplan.List `json:"members" swaggertype:"array,string" maxItems:"50" extensions:"x-nullable" example:"iom"` // Codes of members that owe the round something
} //@name NewReminder

// Reminder is the published form of a reminder.
//
//	@Description	A reminder of those who still owe a round something, outside of its days. Their digests are queued; the list of the round's mails tells what became of them.
type Reminder struct {
	Round      int            `json:"round" validate:"required" example:"3"`                                             // Number of the round
	Number     int            `json:"number" validate:"required" example:"1"`                                            // Number of the reminder within the round
	Members    []string       `json:"members" validate:"required" example:"iom"`                                         // The members that were named; empty for all
	RemindedBy string         `json:"reminded_by" validate:"required" example:"li.wei"`                                  // Username of who reminded
	RecordedAt time.Time      `json:"recorded_at" validate:"required" format:"date-time" example:"2026-10-18T09:30:00Z"` // When (UTC)
	Queued     []string       `json:"queued" validate:"required" example:"maria.santos"`                                 // Usernames of those to whom a digest is on its way
	HeldBack   []MailHeldBack `json:"held_back" validate:"required"`                                                     // Those to whom none goes, and why
	Unreached  []string       `json:"unreached" validate:"required" example:"unodc"`                                     // Members that owe something and for which nobody signs in
} //@name Reminder

// MailHeldBack is the published form of a person who gets no mail.
type MailHeldBack struct {
	Username string `json:"username" validate:"required" example:"maria.santos"`           // Who
	Why      string `json:"why" validate:"required" example:"the person wants no digests"` // Why
} //@name MailHeldBack

func mailDTO(m workplan.RoundMail) RoundMail {
	dto := RoundMail{Round: m.Round, Kind: MailKind(m.Kind), WindowOn: string(m.WindowOn), Username: m.Username, State: MailState(m.State), Reason: m.Reason, Attempts: m.Attempts,
		Subject: m.Subject, MessageID: orNull(m.MessageID), CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
	if m.Waits() {
		dto.NextAttempt = momentOrNull(m.NotBefore)
	}
	return dto
}

func previewDTO(d tracker.DigestPreview) DigestPreview {
	return DigestPreview{Kind: MailKind(d.Kind), Username: d.Username, Name: d.Name, Members: texts(d.Recipient.Members), Owed: d.Owed(), TimeZone: orNull(d.TimeZone),
		HeldBack: orNull(d.HeldBack), Subject: d.Subject(), Text: d.Text()}
}

func reminderDTO(r tracker.ReminderReading) Reminder {
	return Reminder{Round: r.Round, Number: r.Number, Members: texts(r.Members), RemindedBy: r.RemindedBy, RecordedAt: r.RecordedAt.UTC(), Queued: texts(r.Queued),
		HeldBack: each(r.HeldBack, func(h tracker.HeldBack) MailHeldBack { return MailHeldBack(h) }), Unreached: texts(r.Unreached)}
}

func reminderResource(r tracker.ReminderReading) resource {
	return resource{fmt.Sprintf("%s/rounds/%d/mails", Base, r.Round), 0, reminderDTO(r)}
}

func (d NewReminder) input() workplan.ReminderContent { return workplan.ReminderContent(d) }

// remindLeads reminds those who still owe a return.
//
//	@ID				remindLeads
//	@Summary		Remind the leads that have not answered
//	@Description	For the body's secretariat and co-chairs, while the round is open or overdue. Each focal point of a member that still owes something gets a digest at once, where the service sends
//	@Description	mail; who has had one of this round today gets no second. Location is the list of the round's mails.
//	@Tags			rounds
//	@Param			number										path		int			true	"Number of the round"
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			reminder									body		NewReminder	true	"Who is to be reminded"
//	@Success		201											{object}	Reminder
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/remind [post]
func (a *API) remindLeads(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewReminder) (tracker.ReminderReading, error) {
		return a.Tracker.RemindLeads(ctx, actor, number(c), in.input())
	}, reminderResource)
}

// previewDigests answers what would be sent.
//
//	@ID				previewDigests
//	@Summary		See what the mails of a reporting round would be
//	@Description	A dry run: to whom a mail of the kind would go now, with its subject and text. It sends nothing. For the body's secretariat and co-chairs.
//	@Tags			rounds
//	@Param			number							path		int			true	"Number of the round"
//	@Param			kind							query		string		false	"digest (the default) or escalation"	Enums(digest, escalation)
//	@Param			list							query		pageQuery	false	"Page"
//	@Success		200								{object}	Page[DigestPreview]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/digests [get]
func (a *API) previewDigests(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind")
	kind := workplan.MailDigest
	if asked := enum(q, "kind", workplan.MailKinds); asked != "" {
		kind = asked
	}
	page := q.page(workplan.UserSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.DigestPreview], error) {
		return a.Tracker.PreviewDigests(ctx, actor, number(c), kind, page)
	}, previewDTO)
}

// listRoundMails answers the send log of a round.
//
//	@ID				listRoundMails
//	@Summary		List the mails of a reporting round
//	@Description	The send log: to whom, for which day, and what became of each, the latest day first. For the body's secretariat and co-chairs.
//	@Tags			rounds
//	@Param			number							path		int			true	"Number of the round"
//	@Param			state							query		[]string	false	"Only in these states"	Enums(queued, sending, sent, failed, given_up, dropped, uncertain)	collectionFormat(csv)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(digest, escalation)	collectionFormat(csv)
//	@Param			username						query		[]string	false	"Only to these users"	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Success		200								{object}	Page[RoundMail]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/mails [get]
func (a *API) listRoundMails(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "state", "kind", "username")
	f := workplan.MailFilter{State: enums(q, "state", workplan.MailStates), Kind: enums(q, "kind", workplan.MailKinds), Username: q.words("username")}
	page := q.page(workplan.MailSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.RoundMail], error) {
		return a.Tracker.ListMails(ctx, actor, number(c), f, page)
	}, mailDTO)
}
