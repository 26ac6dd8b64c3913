package api

import (
	"context"
	"fmt"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Capacity is the published form of as what an attendant took part.
type Capacity string //@name Capacity

// The capacities.
const (
	CapacityCoChair  Capacity = "co_chair"
	CapacityMember   Capacity = "member"
	CapacityObserver Capacity = "observer"
	CapacityGuest    Capacity = "guest"
	CapacityPartner  Capacity = "partner"
	CapacitySpeaker  Capacity = "speaker"
)

// AttendanceCategory is the published form of how statements count attendants.
type AttendanceCategory string //@name AttendanceCategory

// The categories.
const (
	CategoryMembers       AttendanceCategory = "members"
	CategoryObservers     AttendanceCategory = "observers"
	CategoryPrivateSector AttendanceCategory = "private_sector"
	CategoryCivilSociety  AttendanceCategory = "civil_society"
	CategoryRegionalFora  AttendanceCategory = "regional_fora"
	CategorySupportOffice AttendanceCategory = "support_office"
	CategorySpeakers      AttendanceCategory = "speakers"
	CategoryOthers        AttendanceCategory = "others"
)

// Attendant is the published form of an attendant.
//
//	@Description	One that attended a meeting: a member of the register, or one that is not in it, by name and kind. Delegates are shown to those who read what is for members of the body.
type Attendant struct {
	Meeting   string             `json:"meeting" validate:"required" example:"wg-tip-9"`                                        // Code of the meeting
	Number    int                `json:"number" validate:"required" example:"12"`                                               // Its number within the meeting, for good
	Member    *string            `json:"member" validate:"required" extensions:"x-nullable" example:"ilo"`                      // Code of the member; null for one that is not in the register
	Name      *string            `json:"name" validate:"required" extensions:"x-nullable" example:"Example Research Institute"` // Name of one that is not in the register; null for a member
	Kind      *MemberKind        `json:"kind" validate:"required" extensions:"x-nullable" example:"civil_society"`              // Kind of one that is not in the register; null for a member
	Capacity  Capacity           `json:"capacity" validate:"required" example:"member"`                                         // As what it took part
	Category  AttendanceCategory `json:"category" validate:"required" example:"members"`                                        // The category in which statements count it
	Note      string             `json:"note" validate:"required" example:""`                                                   // Remarks, such as why the capacity is not that of the register; may be empty
	Delegates []Delegate         `json:"delegates" validate:"required"`                                                         // The persons who came for it; empty where none are recorded or they are not for you
} //@name Attendant

// Delegate is a person who attended a meeting.
//
//	@Description	A person who attended a meeting for an attendant.
type Delegate struct {
	Name  string `json:"name" validate:"required" maxLength:"300" example:"Maria Santos"` // The person's name
	Title string `json:"title" maxLength:"300" example:"Head of delegation"`              // What the person is; may be empty
} //@name Delegate

// AttendantFields are the members of an attendant.
type AttendantFields struct {
	Member    *string     `json:"member" extensions:"x-nullable" example:"ilo"`                                      // Code of the member; leave it out for one that is not in the register
	Name      *string     `json:"name" maxLength:"300" extensions:"x-nullable" example:"Example Research Institute"` // Name of one that is not in the register, instead of member
	Kind      *MemberKind `json:"kind" extensions:"x-nullable" example:"civil_society"`                              // Kind of one that is not in the register
	Capacity  *Capacity   `json:"capacity" extensions:"x-nullable" example:"member"`                                 // As what it took part; if absent, the standing of the member on the days of the meeting by the register. Another standing needs a note
	Note      string      `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                         // Remarks; may be empty
	Delegates []Delegate  `json:"delegates" maxItems:"50" extensions:"x-nullable"`                                   // The persons who came for it, where they are to be recorded
}

// NewAttendant is one entry of the attendance to be recorded.
//
//	@Description	One that attended: a member of the register, or a name and kind.
type NewAttendant struct{ AttendantFields } //@name NewAttendant

// NewAttendance asks for entries of the attendance.
//
//	@Description	Who attended a meeting, to be recorded together: all or none.
type NewAttendance struct {
	Attendants []NewAttendant `json:"attendants" validate:"required" maxItems:"300"` // The attendants
} //@name NewAttendance

// AttendanceRecorded tells what was entered.
//
//	@Description	The attendants that were entered, in the order of the request.
type AttendanceRecorded struct {
	Meeting    string      `json:"meeting" validate:"required" example:"wg-tip-9"` // Code of the meeting
	Attendants []Attendant `json:"attendants" validate:"required"`                 // The new attendants
} //@name AttendanceRecorded

// AttendantPatch changes an attendant.
//
//	@Description	What is to change in an attendant (JSON merge patch): what is absent stays, null clears; a capacity that is cleared is taken from the register again.
type AttendantPatch struct{ AttendantFields } //@name AttendantPatch

func attendantDTO(e tracker.AttendantReading) Attendant {
	a := e.Says
	return Attendant{Meeting: e.Meeting, Number: e.Number, Member: orNull(a.Member), Name: orNull(a.Name), Kind: (*MemberKind)(orNull(a.Kind)), Capacity: Capacity(a.Capacity),
		Category: AttendanceCategory(e.Category), Note: a.Note, Delegates: each(a.Delegates, func(d workplan.Delegate) Delegate { return Delegate(d) })}
}

func attendantResource(e tracker.AttendantReading) resource {
	return resource{fmt.Sprintf("%s/meetings/%s/attendance/%d", Base, e.Meeting, e.Number), e.Version, attendantDTO(e)}
}

func (d AttendantFields) content() workplan.Attendant {
	a := workplan.Attendant{Member: word[string](d.Member), Name: word[string](d.Name), Kind: word[workplan.MemberKind](d.Kind), Capacity: word[workplan.Capacity](d.Capacity), Note: d.Note}
	for _, p := range d.Delegates {
		a.Delegates = append(a.Delegates, workplan.Delegate(p))
	}
	return a
}

func attendantFields(a workplan.Attendant) AttendantFields {
	return AttendantFields{Member: orNull(a.Member), Name: orNull(a.Name), Kind: (*MemberKind)(orNull(a.Kind)), Capacity: (*Capacity)(orNull(a.Capacity)), Note: a.Note,
		Delegates: each(a.Delegates, func(d workplan.Delegate) Delegate { return Delegate(d) })}
}

func attendantPatch(a workplan.Attendant) AttendantPatch { return AttendantPatch{attendantFields(a)} }

func (d NewAttendant) input() workplan.Attendant { return d.content() }

// recordAttendance enters attendants.
//
//	@ID				recordAttendance
//	@Summary		Record the attendance of a meeting
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. Up to 300 attendants in one request, all or none; a fault names its row. A capacity that is not given is taken from
//	@Description	the memberships in force on the days of the meeting.
//	@Tags			meetings
//	@Param			meeting										path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			attendance									body		NewAttendance	true	"The attendants"
//	@Success		201											{object}	AttendanceRecorded
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/attendance [post]
func (a *API) recordAttendance(c echo.Context, actor workplan.Actor) error {
	meeting := c.Param("meeting")
	return create(c, actor, func(ctx context.Context, in NewAttendance) ([]tracker.AttendantReading, error) {
		return a.Tracker.RecordAttendance(ctx, actor, meeting, each(in.Attendants, NewAttendant.input))
	}, func(rows []tracker.AttendantReading) resource {
		return resource{Base + "/meetings/" + meeting + "/attendance", 0, AttendanceRecorded{meeting, each(rows, attendantDTO)}}
	})
}

// listAttendance answers the attendance of a meeting.
//
//	@ID				listAttendance
//	@Summary		List the attendance of a meeting
//	@Description	Who attended a meeting, by number, as it stood. For whom: whoever reads the record; delegates are shown to those who read what is for members of the body.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			member							query		[]string	false	"Only these members"	collectionFormat(csv)
//	@Param			capacity						query		[]string	false	"Only in these capacities"	Enums(co_chair, member, observer, guest, partner, speaker)	collectionFormat(csv)
//	@Param			category						query		[]string	false	"Only of these categories"	Enums(members, observers, private_sector, civil_society, regional_fora, support_office, speakers, others)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Attendant]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/attendance [get]
func (a *API) listAttendance(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "member", "capacity", "category", "as_of", "known_at")
	f := workplan.AttendanceFilter{Member: q.words("member"), Capacity: enums(q, "capacity", workplan.Capacities), Category: enums(q, "category", workplan.Categories)}
	page, when := q.page(workplan.EntrySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.AttendantReading], error) {
		return a.Tracker.ListAttendance(ctx, actor, c.Param("meeting"), f, page, when)
	}, attendantDTO)
}

// getAttendant answers one attendant.
//
//	@ID				getAttendant
//	@Summary		Read an attendant
//	@Description	One attendant of a meeting as it stood. For whom: as for the list. The ETag is that of the whole record.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number							path		int			true	"Number of the attendant within the meeting"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Attendant
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/attendance/{number} [get]
func (a *API) getAttendant(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.AttendantReading, error) {
		return a.Tracker.Attendant(ctx, actor, c.Param("meeting"), number(c), when)
	}, attendantResource)
}

// editAttendant changes an attendant.
//
//	@ID				editAttendant
//	@Summary		Edit an attendant
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. The ETag is that of the whole record: any change of the record makes it stale.
//	@Tags			meetings
//	@Accept			json,application/merge-patch+json
//	@Param			meeting												path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number												path		int				true	"Number of the attendant within the meeting"
//	@Param			If-Match											header		string			true	"ETag of the attendant as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		AttendantPatch	true	"What is to change"
//	@Success		200													{object}	Attendant
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/attendance/{number} [patch]
func (a *API) editAttendant(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[AttendantPatch], known []int64) (tracker.AttendantReading, error) {
		return a.Tracker.EditAttendant(ctx, actor, c.Param("meeting"), number(c), known, applying(p, attendantPatch, AttendantPatch.content))
	}, attendantResource)
}

// removeAttendant takes out an attendant.
//
//	@ID				removeAttendant
//	@Summary		Remove an attendant
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. Its number is not used again; readings of the past still show it.
//	@Tags			meetings
//	@Param			meeting											path	string	true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number											path	int		true	"Number of the attendant within the meeting"
//	@Param			If-Match										header	string	true	"ETag of the attendant as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204												"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/attendance/{number} [delete]
func (a *API) removeAttendant(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveAttendant(ctx, actor, c.Param("meeting"), number(c), known)
	})
}
