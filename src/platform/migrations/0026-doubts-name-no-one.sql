-- A question quotes what a file says, which may name people: the audit keeps that it was asked and what was decided,
-- not its words. They are in `import_doubts`, where an erasure reaches them.
drop trigger audit_insert on import_doubts;
drop trigger audit_update on import_doubts;
drop trigger audit_delete on import_doubts;
call audit_table('import_doubts', on_import => true, ignored => '{value,details,doubt_key}');
