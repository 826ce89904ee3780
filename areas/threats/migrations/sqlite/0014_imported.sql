-- What an import under way has done with each event, beside the event and in its transaction: whoever goes on with a job that was cut
-- off tells of it as if nothing had happened. Behind the last file stands what is told of the whole. For the program alone.
create table threats_imported (
  job_id integer not null,
  file integer not null,
  event integer not null,
  report text not null,
  primary key (job_id, file, event)
) without rowid;
