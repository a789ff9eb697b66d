"""Letters, handed out to who may read their dossier."""
