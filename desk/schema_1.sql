-- Drafts, their entries and authors, publishing jobs, and the log, which only grows.
create table drafts (
  draft_id text primary key,
  kind text not null check (kind in ('text', 'workbook')),
  state text not null check (state in
    ('draft', 'submitted', 'publishing', 'published', 'undoing', 'undone', 'discarded')),
  name text not null,
  data blob not null,            -- the report's whole text as UTF-8, or the workbook
  text_key text not null,        -- hash of the text, NFC and blanks folded
  data_sha256 text not null,     -- hash of the file as it was handed in
  source text not null,
  source_why text not null,
  paragraphs text not null,      -- JSON, names of persons masked
  version integer not null,
  checked text,                  -- JSON: the last answer of `enter` without --yes
  checked_version integer,
  release text not null default '',
  before text not null default '',
  changes text not null default '[]',  -- JSON: what was published, for undoing it
  reason text not null default '',
  made_on text not null,
  changed_on text not null,
  changed_by text not null
) strict;
create table entries (
  entry_id integer primary key autoincrement,
  draft_id text not null references drafts,
  of_table text not null,
  state text not null check (state in ('open', 'accepted', 'refused')),
  given text not null,
  suggested text not null,
  why text not null,
  paragraph integer not null,
  first integer,
  last integer,
  reason text not null default '',
  version integer not null,
  changed_by text not null,
  changed_on text not null,
  check (state <> 'refused' or reason <> '')
) strict;
create index entries_of_draft on entries (draft_id);
create table authors (
  draft_id text not null references drafts,
  person_id text not null,
  name text not null,
  primary key (draft_id, person_id)
) strict;
create table jobs (
  job_id integer primary key autoincrement,
  draft_id text not null references drafts,
  action text not null check (action in ('publish', 'undo')),
  hash text not null,
  changes text not null,
  before text not null,
  reason text not null default '',
  person_id text not null,
  name text not null,
  begun_on text not null,
  ended_on text,
  answer text
) strict;
-- One draft cannot be published twice at once, whoever asks.
create unique index one_job_at_a_time on jobs (draft_id) where ended_on is null;
create table log (
  seq integer primary key autoincrement,
  at text not null,
  person_id text not null,
  name text not null,
  draft_id text not null,
  entry_id integer,
  action text not null,
  before_json text not null,
  after_json text not null
) strict;
create index log_of_draft on log (draft_id);
create trigger log_keeps_lines before update on log
begin
  select raise(abort, 'the log is append-only');
end;
-- "replace into" takes a line away without asking the trigger below.
create trigger log_gives_no_place before insert on log
when exists (select 1 from log where seq = new.seq)
begin
  select raise(abort, 'the log is append-only');
end;
create trigger log_keeps_all before delete on log
begin
  select raise(abort, 'the log is append-only');
end;
