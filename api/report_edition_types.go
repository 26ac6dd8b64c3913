package api

import (
	"fmt"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ReportEdition is the published form of an edition of a completion report.
//
//	@Description	A completion report that was issued: numbered within its plan, with all that it was made from, and kept for ever in the bytes that were given out.
type ReportEdition struct {
	Plan             string        `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                    // Code of the plan
	Number           int           `json:"number" validate:"required" example:"2"`                                               // Number within the plan, whatever the audience: 1, 2, 3
	AsOf             string        `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`                         // The day as of which the plan is reported
	AsOfMeeting      *string       `json:"as_of_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-9"`         // The meeting by which the day was named; null where a date was
	KnownAt          time.Time     `json:"known_at" validate:"required" format:"date-time" example:"2023-11-20T09:30:00Z"`       // The report uses only what was recorded by this moment
	Since            *string       `json:"since" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"` // The day with which the plan is compared; null for none
	Audience         Audience      `json:"audience" validate:"required" example:"members"`                                       // Who may read the edition; it shows what they may see
	Scope            ReportScope   `json:"scope" validate:"required"`                                                            // To what the report was narrowed
	Annex            bool          `json:"annex" validate:"required" example:"true"`                                             // Whether it comes with a sheet per item: its full history
	Meeting          *string       `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-9"`               // The meeting for which it was issued; null for none
	Note             string        `json:"note" validate:"required" example:"As circulated to members."`                         // What the issuer says of it; it is printed
	Corrects         *int          `json:"corrects" validate:"required" extensions:"x-nullable" example:"1"`                     // Number of the edition that it puts right; null for none
	CorrectionReason string        `json:"correction_reason" validate:"required" example:"The date of the training was wrong."`  // Why that one is corrected
	CorrectedBy      *int          `json:"corrected_by" validate:"required" extensions:"x-nullable" example:"3"`                 // Number of the edition that corrects this one; null for none
	Differences      *[]Difference `json:"differences,omitempty"`                                                                // What it says otherwise than the edition that it corrects; left out in lists
	Revision         int           `json:"revision" validate:"required" example:"1"`                                             // Revision of the plan on the day as of which it is reported
	IssuedBy         string        `json:"issued_by" validate:"required" example:"maria.santos"`                                 // Username of who issued it
	IssuedAt         time.Time     `json:"issued_at" validate:"required" format:"date-time" example:"2023-11-20T09:30:01Z"`      // When it was stored
	MadeWith         string        `json:"made_with" validate:"required" example:"1.4.0"`                                        // Version of the program; another may set the same report differently
	Files            []EditionFile `json:"files" validate:"required"`                                                            // Its forms
} //@name ReportEdition

// EditionFile is one form of an edition.
//
//	@Description	One form of an edition, as it was issued.
type EditionFile struct {
	File      string `json:"file" validate:"required" example:"report.pdf"`                                                                // Its name in the address
	Href      string `json:"href" validate:"required" format:"uri-reference" example:"/api/v1/plans/wg-tip-2021-23/editions/2/report.pdf"` // Its address
	Name      string `json:"name" validate:"required" example:"wg-tip-2021-23-completion-report-edition-2-members-2023-11-08.pdf"`         // The name under which it is saved
	MediaType string `json:"media_type" validate:"required" example:"application/pdf"`                                                     // Its media type
	SHA256    string `json:"sha256" validate:"required" example:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`        // SHA-256 of its bytes, in hexadecimal
	Size      int64  `json:"size" validate:"required" example:"48213"`                                                                     // Number of its bytes
} //@name EditionFile

// Difference is one thing that two editions say differently.
//
//	@Description	One thing that an edition says otherwise than the one that it corrects.
type Difference struct {
	About string `json:"about" validate:"required" example:"2.3"`          // An item's ref, or one of report, plan and numbers
	Field string `json:"field" validate:"required" example:"completed_on"` // What of it differs
	Was   string `json:"was" validate:"required" example:"2023-10-31"`     // What the corrected edition says; empty for nothing
	Is    string `json:"is" validate:"required" example:"2023-11-03"`      // What this one says; empty for nothing
} //@name Difference

// NewEdition asks for an edition.
//
//	@Description	The completion report to be issued: as of when, for whom, narrowed to what. With corrects, what is left out is as in the edition that it corrects.
type NewEdition struct {
	AsOf             workplan.Date  `json:"as_of" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-20"`     // The day as of which the plan is reported; today if absent
	AsOfMeeting      string         `json:"as_of_meeting" extensions:"x-nullable" example:""`                                          // The meeting as of whose last day it is, instead of as_of
	KnownAt          time.Time      `json:"known_at" format:"date-time" extensions:"x-nullable"`                                       // Use only what was recorded by this moment; all if absent
	Since            *workplan.Date `json:"since" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2025-12-01"`     // Compare with this day; empty for no comparison, in a correction of one that has it
	SinceMeeting     string         `json:"since_meeting" extensions:"x-nullable" example:""`                                          // Compare with the last day of this meeting, instead of since
	Audience         *Audience      `json:"audience" extensions:"x-nullable" example:"members"`                                        // For whom; needed, except in a correction
	Lead             []string       `json:"lead" maxItems:"50" extensions:"x-nullable" example:"indonesia"`                            // Only items led by any of these members
	Objective        []int          `json:"objective" maxItems:"50" extensions:"x-nullable" example:"2"`                               // Only items under these objectives
	Topic            []string       `json:"topic" maxItems:"50" extensions:"x-nullable" example:"training"`                            // Only items with any of these topics
	Annex            *bool          `json:"annex" extensions:"x-nullable" example:"true"`                                              // With a sheet per item, its full history; true if absent
	Meeting          string         `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                       // The meeting for which it is issued; that of as_of if absent
	Note             string         `json:"note" maxLength:"20000" extensions:"x-nullable" example:"As circulated to members."`        // Printed with the report
	Corrects         *int           `json:"corrects" minimum:"1" extensions:"x-nullable" example:"1"`                                  // Number of the edition that this one puts right
	CorrectionReason string         `json:"correction_reason" maxLength:"20000" extensions:"x-nullable" example:"The date was wrong."` // Why; needed with corrects
} //@name NewEdition

func editionDTO(e tracker.EditionReading) ReportEdition {
	dto := ReportEdition{Plan: e.Plan, Number: e.Number, AsOf: string(e.AsOf), AsOfMeeting: orNull(e.AsOfMeeting), KnownAt: e.KnownAt.UTC(), Since: orNull(e.Since),
		Audience: Audience(e.Audience), Scope: scopeDTO(e.ReportScope), Annex: e.Annex, Meeting: orNull(e.Meeting), Note: e.Note, Corrects: numberOrNull(e.Corrects),
		CorrectionReason: e.CorrectionReason, CorrectedBy: numberOrNull(e.CorrectedBy), Revision: e.Revision, IssuedBy: e.IssuedBy, IssuedAt: e.RecordedAt.UTC(), MadeWith: e.MadeWith}
	differences := each(e.Differences, func(d workplan.Difference) Difference { return Difference(d) })
	dto.Differences = &differences
	at := editionAt(e)
	dto.Files = each(e.Files, func(f workplan.EditionFile) EditionFile {
		return EditionFile{File: f.File, Href: at + "/" + f.File, Name: f.Name, MediaType: f.MediaType, SHA256: f.Hash, Size: f.Size}
	})
	return dto
}

// listedEditionDTO is an edition as a list tells it.
func listedEditionDTO(e tracker.EditionReading) ReportEdition {
	dto := editionDTO(e)
	dto.Differences = nil
	return dto
}

// editionAt is the address of an edition.
func editionAt(e tracker.EditionReading) string {
	return fmt.Sprintf("%s/plans/%s/editions/%d", Base, e.Plan, e.Number)
}

func editionResource(e tracker.EditionReading) resource {
	return resource{editionAt(e), 1, editionDTO(e)}
}

func scopeDTO(s workplan.ReportScope) ReportScope {
	return ReportScope{Leads: texts(s.Leads), Objectives: numbers(s.Objectives), Topics: texts(s.Topics)}
}

func (d NewEdition) input() tracker.EditionRequest {
	return tracker.EditionRequest{When: tracker.When{AsOf: d.AsOf, Meeting: d.AsOfMeeting, KnownAt: d.KnownAt}, Since: tracker.When{AsOf: word[workplan.Date](d.Since), Meeting: d.SinceMeeting},
		Uncompared: d.Since != nil && *d.Since == "", NewEdition: workplan.NewEdition{
			Scope: workplan.ReportScope{Audience: word[workplan.Audience](d.Audience), Leads: d.Lead, Objectives: d.Objective, Topics: d.Topic},
			Annex: d.Annex, Meeting: d.Meeting, Note: d.Note, Corrects: given(d.Corrects), CorrectionReason: d.CorrectionReason}}
}

// Faults lists the rules that the domain finds broken.
func (d NewEdition) Faults() workplan.Faults {
	return d.input().Faults()
}

// editionMarkDTO is what a report says of the edition that it is; null for one that was not issued.
func editionMarkDTO(m *workplan.EditionMark) *EditionMark {
	if m == nil {
		return nil
	}
	return &EditionMark{Number: m.Number, Meeting: meetingOrNull(m.For), Note: m.Note, Corrects: numberOrNull(m.Corrects), CorrectionReason: m.CorrectionReason,
		Differences: each(m.Differences, func(d workplan.Difference) Difference { return Difference(d) })}
}

// EditionMark is what a report says of the edition that it is.
//
//	@Description	Which edition of the completion report this is.
type EditionMark struct {
	Number           int            `json:"number" validate:"required" example:"2"`                                              // Number within the plan
	Meeting          *ReportMeeting `json:"meeting" validate:"required" extensions:"x-nullable"`                                 // The meeting for which it was issued; null for none
	Note             string         `json:"note" validate:"required" example:"As circulated to members."`                        // What the issuer says of it
	Corrects         *int           `json:"corrects" validate:"required" extensions:"x-nullable" example:"1"`                    // Number of the edition that it puts right; null for none
	CorrectionReason string         `json:"correction_reason" validate:"required" example:"The date of the training was wrong."` // Why that one is corrected
	Differences      []Difference   `json:"differences" validate:"required"`                                                     // What it says otherwise than the edition that it corrects
} //@name EditionMark
